package dev.toolrack.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of {@code examples}, as people apply it; only addresses and tokens may be replaced. */
final class Example {
  private static final Path FOLDERS =
      Path.of(System.getProperty("toolrack.root", ".."), "examples");

  private final Path folder;
  private final Map<String, String> addresses = new LinkedHashMap<>();
  private final Map<String, String> tokens = new LinkedHashMap<>();

  private Example(Path folder) {
    this.folder = folder;
  }

  /** All that are applied as they are, by name. */
  static List<Example> all() {
    try (Stream<Path> folders = Files.list(FOLDERS)) {
      return folders
          .filter(Files::isDirectory)
          .sorted()
          .map(Example::new)
          .filter(Example::isApplied)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The others are for GitOps controllers, which test beds do not have. */
  private boolean isApplied() {
    return !List.of("argocd", "flux", "gitops").contains(toString());
  }

  static Example named(String name) {
    return new Example(FOLDERS.resolve(name));
  }

  /** Puts a server in the place of an address of the example. */
  Example served(String address, URI server) {
    addresses.put(address, server.toString());
    return this;
  }

  /** The value of a Secret that says REPLACE-ME. */
  Example token(String secret, String token) {
    tokens.put(secret, token);
    return this;
  }

  /** Its files, in the order of their names. */
  private List<Path> files() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a file, with replacements. */
  private String text(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (Map.Entry<String, String> address : addresses.entrySet()) {
      text = text.replace(address.getKey(), address.getValue());
    }
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      text =
          text.replaceAll(
              "(?s)(name: " + token.getKey() + "\\n(?:(?!---).)*?)REPLACE-ME",
              "$1" + token.getValue());
    }
    return text;
  }

  /** Its objects, as they are applied. */
  List<HasMetadata> objects(Cluster cluster) {
    return files().stream().flatMap(file -> cluster.load(text(file)).stream()).toList();
  }

  /** Applies it file after file, once an earlier test's namespaces of the same names are gone. */
  void apply(Cluster cluster) {
    cluster.gone(namespaces(cluster));
    files().forEach(file -> cluster.apply(text(file)));
  }

  /** Deletes its namespaces and all that is in them. */
  void delete(Cluster cluster) {
    namespaces(cluster).forEach(name -> cluster.client().namespaces().withName(name).delete());
  }

  private List<String> namespaces(Cluster cluster) {
    return objects(cluster).stream()
        .filter(Namespace.class::isInstance)
        .map(namespace -> namespace.getMetadata().getName())
        .toList();
  }

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }
}
