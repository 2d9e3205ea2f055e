package dev.toolrack.testbed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where {@code testbed/provision} has put what the tests start.
 *
 * <p>Environment variables win over system properties, because the build always sets the latter.
 *
 * @param root the root of the source tree
 * @param binaries the directory of etcd, kube-apiserver, kube-controller-manager and kubectl
 * @param node the Node executable
 * @param helm the Helm executable
 * @param chromium the Chromium executable
 * @param chromedriver its driver
 */
public record Provisioned(
    Path root, Path binaries, Path node, Path helm, Path chromium, Path chromedriver) {
  private static final String REMEDY = " Run testbed/provision.";

  /** Finds everything from the environment, the system properties or the defaults. */
  public static Provisioned locate() {
    var cache =
        setting("TOOLRACK_CACHE", "toolrack.cache")
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "toolrack"));
    var version = kubernetesVersion();
    var binaries =
        setting("TOOLRACK_BIN", "toolrack.bin")
            .orElseGet(() -> cache.resolve("kubernetes-" + version));
    return new Provisioned(
        setting("TOOLRACK_ROOT", "toolrack.root").orElseGet(Provisioned::searchRoot),
        binaries,
        tool(cache, "node"),
        tool(cache, "helm"),
        tool(cache, "chromium"),
        tool(cache, "chromedriver"));
  }

  /** The version of Kubernetes that is tested with, such as {@code 1.36.3}. */
  public static String kubernetesVersion() {
    return Optional.ofNullable(System.getenv("TOOLRACK_KUBERNETES"))
        .filter(version -> !version.isBlank())
        .orElseGet(() -> System.getProperty("kubernetes.version", "1.36.3"));
  }

  /**
   * Whether it is a version from this one on.
   *
   * @param minor the second number, 36 for 1.36
   */
  public static boolean isSinceKubernetes(int minor) {
    return Integer.parseInt(kubernetesVersion().split("\\.", -1)[1]) >= minor;
  }

  /** One of the Kubernetes binaries. */
  public Path binary(String name) {
    return executable(binaries.resolve(name), REMEDY);
  }

  /** The Node executable, checked to be there. */
  public Path nodeExecutable() {
    return executable(node, REMEDY);
  }

  /** The Helm executable, checked to be there. */
  public Path helmExecutable() {
    return executable(helm, " Run testbed/provision --helm.");
  }

  /** A script below {@code testbed/mcp-servers}, with the modules it needs installed. */
  public Path mcpScript(String name) {
    var directory = root.resolve("testbed/mcp-servers");
    if (!Files.isDirectory(directory.resolve("node_modules"))) {
      throw new TestbedException("The modules of " + directory + " are not installed." + REMEDY);
    }
    return directory.resolve(name);
  }

  /** The folder {@code testbed/mcp-clients}, with the modules it needs installed. */
  public Path mcpClients() {
    var directory = root.resolve("testbed/mcp-clients");
    if (!Files.isDirectory(directory.resolve("node_modules"))) {
      throw new TestbedException(
          "The modules of " + directory + " are not installed. Run testbed/provision --clients.");
    }
    return directory;
  }

  /** Why there is no browser on this machine; empty if there is one. */
  public Optional<String> browserMissing() {
    return Files.isExecutable(chromium) && Files.isExecutable(chromedriver)
        ? Optional.empty()
        : Optional.of("testbed/provision --browser found no Chromium with a chromedriver");
  }

  /** The home of a Keycloak that is never written to: distribution, links into it, a database. */
  public Path keycloak() {
    var home = root.resolve("testbed/oauth-servers/keycloak");
    if (!Files.isDirectory(home.resolve("distribution"))) {
      throw new TestbedException(home + " is missing. Run testbed/provision --keycloak.");
    }
    return home;
  }

  /** The folder with the jars of the mock authorization server. */
  public Path oauthServers() {
    var jars = root.resolve("testbed/oauth-servers/lib");
    if (!Files.isDirectory(jars)) {
      throw new TestbedException(jars + " is missing. Run testbed/provision --oauth.");
    }
    return jars;
  }

  private static Path executable(Path path, String remedy) {
    if (!Files.isExecutable(path)) {
      throw new TestbedException(path + " is missing." + remedy);
    }
    return path;
  }

  private static Path tool(Path cache, String name) {
    return setting("TOOLRACK_" + name.toUpperCase(Locale.ROOT), "toolrack." + name)
        .orElseGet(() -> cache.resolve(name));
  }

  private static Optional<Path> setting(String variable, String property) {
    return Optional.ofNullable(System.getenv(variable))
        .or(() -> Optional.ofNullable(System.getProperty(property)))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private static Path searchRoot() {
    var here = Path.of("").toAbsolutePath();
    for (var path = here; path != null; path = path.getParent()) {
      if (Files.isExecutable(path.resolve("testbed/provision"))) {
        return path;
      }
    }
    throw new TestbedException(
        "No Toolrack source tree above " + here + ". Set TOOLRACK_ROOT to it.");
  }
}
