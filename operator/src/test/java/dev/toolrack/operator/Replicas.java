package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Replicas of the operator, each in a process of its own, of which one works. */
final class Replicas implements AutoCloseable {
  private final Map<String, Process> running = new TreeMap<>();
  private final KubernetesClient admin;
  private final Path kubeconfig;
  private final Turnstile turnstile;
  private final String leaseNamespace;
  private final Path logs;
  private int started;

  /**
   * @param admin not the operator
   */
  Replicas(KubernetesClient admin, ControlPlane controlPlane, Turnstile turnstile) {
    this.admin = admin;
    this.kubeconfig = controlPlane.kubeconfigFile();
    this.turnstile = turnstile;
    ShippedRole.impersonate(admin, controlPlane.config());
    leaseNamespace = ShippedRole.grantLease(admin);
    try {
      logs = Files.createDirectories(Path.of("target", "replicas"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    letTheLeaseRunOut();
  }

  /** Starts one more and does not wait for it. */
  void start() {
    String name = "replica-" + ++started;
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                // A seventh of the start is verifying classes.
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-cp",
                System.getProperty("java.class.path"),
                Replica.class.getName()));
    command.addAll(
        List.of(kubeconfig.toString(), leaseNamespace, name, turnstile.address().toString()));
    try {
      running.put(
          name,
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(logs.resolve(name + ".log").toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until one of those that run works, and says which one. */
  String leader() {
    ManyLogins.soon(() -> assertThat(running.keySet()).contains(holder()));
    return holder();
  }

  /** Kills the one that works, wherever it is, and says which one it was. */
  String killLeader() {
    String name = leader();
    end(Objects.requireNonNull(running.remove(name)).destroyForcibly());
    return name;
  }

  /** Asks the one that works to stop, waits until it has, and says which one it was. */
  String stopLeader() {
    String name = leader();
    Process process = Objects.requireNonNull(running.remove(name));
    // The process itself would close its input as well, which ends a replica at once.
    process.toHandle().destroy();
    end(process);
    return name;
  }

  /** Lets the Lease be as it is when nobody renews it, without the waiting for that. */
  void letTheLeaseRunOut() {
    if (lease().get() != null) {
      lease()
          .edit(lease -> {
            lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC).minusHours(1));
            return lease;
          });
    }
  }

  /** How often another one began to work. */
  int changes() {
    Integer transitions = lease().require().getSpec().getLeaseTransitions();
    return transitions == null ? 0 : transitions;
  }

  @Override
  public void close() {
    running.values().forEach(Process::destroyForcibly);
    running.values().forEach(Replicas::end);
    letTheLeaseRunOut();
  }

  private String holder() {
    Lease lease = lease().get();
    String holder = lease == null ? null : lease.getSpec().getHolderIdentity();
    return holder == null ? "" : holder;
  }

  private Resource<Lease> lease() {
    return admin.leases().inNamespace(leaseNamespace).withName("toolrack-operator");
  }

  private static void end(Process process) {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
