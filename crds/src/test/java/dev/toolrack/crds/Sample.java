package dev.toolrack.crds;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One file of {@code samples/}: the objects to send one after the other, and what is to be said
 * about the last one.
 *
 * @param expect fragments of the refusal, from comment lines {@code # expect: ...}
 */
record Sample(
    String name, boolean valid, List<String> expect, List<GenericKubernetesResource> objects) {
  private static final Path ROOT = Path.of("src/test/resources/samples");
  private static final String EXPECT = "# expect: ";

  static Stream<Sample> all() {
    return Stream.concat(in("valid"), in("invalid"));
  }

  String kind() {
    return objects.getFirst().getKind();
  }

  private static Stream<Sample> in(String folder) {
    try (var files = Files.list(ROOT.resolve(folder))) {
      return files.sorted().map(file -> read(file, folder.equals("valid"))).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Sample read(Path file, boolean valid) {
    try {
      var text = Files.readString(file);
      var expect =
          text.lines()
              .filter(line -> line.startsWith(EXPECT))
              .map(line -> line.substring(EXPECT.length()).strip())
              .toList();
      var objects =
          Stream.of(text.split("(?m)^---$", -1))
              .map(part -> Crds.JSON.unmarshal(part, GenericKubernetesResource.class))
              .toList();
      return new Sample(file.getFileName().toString(), valid, expect, objects);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return (valid ? "valid/" : "invalid/") + name;
  }
}
