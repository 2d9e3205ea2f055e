package dev.toolrack.testbed;

import dev.toolrack.testbed.GuardedProcess.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The command lines of the control plane's processes.
 *
 * <p>No certificate tool is needed: the API server signs its own serving certificate, and the
 * administrator has a random token instead of a client certificate. etcd listens on a Unix socket
 * in a private directory, which needs no authentication and no port.
 */
final class Components {
  private final Provisioned provisioned;
  private final Workspace workspace;
  private final int port;
  private final String token;

  Components(Provisioned provisioned, Workspace workspace, int port) {
    this.provisioned = provisioned;
    this.workspace = workspace;
    this.port = port;
    var random = new byte[16];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
  }

  Path etcdSocket() {
    return workspace.file("etcd.sock");
  }

  /** Written by the API server; holds its certificate and the authority that signed it. */
  Path servingCertificate() {
    return workspace.file("apiserver.crt");
  }

  GuardedProcess etcd() {
    // Nobody connects to the two addresses that are only advertised, but etcd insists on them.
    return start(
        "etcd",
        "--data-dir=" + workspace.file("etcd"),
        "--listen-client-urls=unix://" + etcdSocket(),
        "--listen-peer-urls=unix://" + workspace.file("peer.sock"),
        "--advertise-client-urls=http://127.0.0.1:2379",
        "--initial-advertise-peer-urls=http://127.0.0.1:2380",
        "--initial-cluster=default=http://127.0.0.1:2380",
        "--unsafe-no-fsync",
        // Ten thousand agents' outputs, changed a dozen times between two compactions.
        "--quota-backend-bytes=8589934592",
        "--log-level=warn");
  }

  /** What {@link #auditedApiServer} writes: one event of JSON in each line. */
  Path auditLog() {
    return workspace.file("audit.log");
  }

  GuardedProcess apiServer() {
    return apiServer(List.of());
  }

  /** An API server that notes who asked for what before it answers. */
  GuardedProcess auditedApiServer() {
    var policy =
        workspace.write(
            "audit.yaml",
            """
            apiVersion: audit.k8s.io/v1
            kind: Policy
            omitStages: [RequestReceived]
            rules: [{level: Metadata}]
            """);
    return apiServer(List.of("--audit-policy-file=" + policy, "--audit-log-path=" + auditLog()));
  }

  private GuardedProcess apiServer(List<String> more) {
    var tokens =
        workspace.write("tokens.csv", token + ",testbed-admin,testbed-admin,system:masters\n");
    var pair = newKeyPair();
    var privateKey = workspace.write("service-account.key", pem("PRIVATE", pair.getPrivate()));
    var publicKey = workspace.write("service-account.pub", pem("PUBLIC", pair.getPublic()));
    var arguments = new ArrayList<>(more);
    arguments.addAll(
        List.of(
            "--etcd-servers=unix://" + etcdSocket(),
            "--bind-address=127.0.0.1",
            "--advertise-address=127.0.0.1",
            "--secure-port=" + port,
            "--cert-dir=" + workspace.file("."),
            "--token-auth-file=" + tokens,
            "--authorization-mode=RBAC",
            "--service-account-issuer=https://kubernetes.default.svc",
            "--service-account-key-file=" + publicKey,
            "--service-account-signing-key-file=" + privateKey,
            "--service-cluster-ip-range=10.0.0.0/24",
            // A loopback address is no valid endpoint of the kubernetes Service.
            "--endpoint-reconciler-type=none",
            // Nothing makes the default service accounts that pods would otherwise have to wait
            // for.
            "--disable-admission-plugins=ServiceAccount",
            "--allow-privileged",
            "--shutdown-delay-duration=0s"));
    return start("kube-apiserver", arguments.toArray(String[]::new));
  }

  GuardedProcess controllers(Path kubeconfig) {
    return start(
        "kube-controller-manager",
        "--kubeconfig=" + kubeconfig,
        // The last one says what the API server thinks of the types in admission policies.
        "--controllers=garbage-collector-controller,namespace-controller,"
            + "validatingadmissionpolicy-status-controller",
        // Each under its own account, as in a cluster: admission policies tell them apart.
        "--use-service-account-credentials",
        "--leader-elect=false",
        "--secure-port=0",
        // The default throttles itself for seconds while it fills its caches.
        "--kube-api-qps=500",
        "--kube-api-burst=1000");
  }

  String kubeconfig() {
    return """
    apiVersion: v1
    kind: Config
    current-context: testbed
    clusters:
    - name: testbed
      cluster:
        server: https://127.0.0.1:%d
        certificate-authority-data: %s
    users:
    - name: testbed-admin
      user:
        token: %s
    contexts:
    - name: testbed
      context:
        cluster: testbed
        user: testbed-admin
    """
        .formatted(port, base64(servingCertificate()), token);
  }

  private GuardedProcess start(String name, String... arguments) {
    var command = new ArrayList<String>();
    command.add(provisioned.binary(name).toString());
    command.addAll(List.of(arguments));
    return workspace.start(name, command, Map.of(), Signal.KILL);
  }

  private static KeyPair newKeyPair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, Key key) {
    return "-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n"
        .formatted(type, Base64.getMimeEncoder().encodeToString(key.getEncoded()), type);
  }

  private static String base64(Path file) {
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
