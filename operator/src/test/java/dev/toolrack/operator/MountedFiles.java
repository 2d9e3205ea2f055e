package dev.toolrack.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** An agent's files as its pod has them: what the API server holds, byte by byte. */
record MountedFiles(Path directory) {
  static final String RESOLVED = "mcp.resolved.json";
  static final String PLACEHOLDERS = "mcp.json";

  /** Writes the keys of both outputs of a binding into a directory, as the kubelet does. */
  static MountedFiles of(
      KubernetesClient client, String namespace, String binding, Path directory) {
    ConfigMap toolset =
        client.configMaps().inNamespace(namespace).withName(binding + "-toolset").require();
    Secret credentials =
        client.secrets().inNamespace(namespace).withName(binding + "-credentials").require();
    try {
      Files.createDirectories(directory);
      for (Map.Entry<String, String> file : toolset.getData().entrySet()) {
        Files.writeString(directory.resolve(file.getKey()), file.getValue());
      }
      for (Map.Entry<String, String> file : credentials.getData().entrySet()) {
        byte[] value = Base64.getDecoder().decode(file.getValue());
        Files.write(directory.resolve(file.getKey()), value);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return new MountedFiles(directory);
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /** The credentials as environment variables, as {@code envFrom} of the Secret gives them. */
  Map<String, String> environment() {
    var variables = new TreeMap<String, String>();
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().startsWith("MCP_")) {
          variables.put(file.getFileName().toString(), Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return variables;
  }
}
