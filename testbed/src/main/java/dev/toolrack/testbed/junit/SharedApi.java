package dev.toolrack.testbed.junit;

import dev.toolrack.testbed.ControlPlane;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.leaks.ClusterEars;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The control plane that all test classes of a JVM share. */
record SharedApi(
    ControlPlane controlPlane, KubernetesClient client, ClusterEars ears, Set<Path> installed)
    implements AutoCloseable {
  private static final int ESTABLISHED_SECONDS = 30;

  static SharedApi start() {
    var controlPlane = ControlPlane.start();
    var client = controlPlane.newClient();
    return new SharedApi(controlPlane, client, ClusterEars.of(client), new HashSet<>());
  }

  /** Installs what is not installed yet and waits until the API serves it. */
  void install(String[] crds) {
    var root = Provisioned.locate().root();
    synchronized (installed) {
      for (var crd : crds) {
        yamlFiles(root.resolve(crd)).stream().filter(installed::add).forEach(this::install);
      }
      ears.listenToCustomResources();
    }
  }

  private void install(Path file) {
    try (var stream = Files.newInputStream(file)) {
      for (var item : client.load(stream).items()) {
        client.resource(item).create();
        if (item instanceof CustomResourceDefinition definition) {
          client
              .resource(definition)
              .waitUntilCondition(SharedApi::isEstablished, ESTABLISHED_SECONDS, TimeUnit.SECONDS);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
    return definition != null
        && definition.getStatus() != null
        // A definition that was made just now has a status without a list.
        && definition.getStatus().getConditions() != null
        && definition.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
  }

  private static List<Path> yamlFiles(Path path) {
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    try (var files = Files.list(path)) {
      var found = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      if (found.isEmpty()) {
        throw new TestbedException("There is no .yaml file in " + path);
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    ears.close();
    client.close();
    controlPlane.close();
  }
}
