package dev.toolrack.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each sample of the kinds, which CustomResourceValidationIT sends to a real API server: lint says
 * the same as the server, no more and no less.
 */
class SamplesTest {
  private static final Path SAMPLES = Path.of("../crds/src/test/resources/samples");
  private static final String EXPECT = "# expect: ";

  /** What only whoever knows the object before the change can say. */
  private static final String CHANGE = " is immutable; create a new integration to rename";

  static Stream<Path> samples() {
    return Stream.of("valid", "invalid").flatMap(SamplesTest::in);
  }

  private static Stream<Path> in(String folder) {
    try (var files = Files.list(SAMPLES.resolve(folder))) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void sameVerdict(Path sample) throws IOException {
    String text = Files.readString(sample);
    List<String> expected =
        text.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()).strip())
            .filter(line -> !line.endsWith(CHANGE))
            .toList();
    List<String> complaints = complaints(lastDocument(text));
    assertThat(expected)
        .allSatisfy(e -> assertThat(complaints).anySatisfy(c -> assertThat(c).contains(e)));
    assertThat(complaints)
        .allSatisfy(c -> assertThat(expected).anySatisfy(e -> assertThat(c).contains(e)));
  }

  /** The others are the object before. */
  private static String lastDocument(String text) {
    String[] documents = text.split("(?m)^---$", -1);
    return documents[documents.length - 1];
  }

  private static List<String> complaints(String text) {
    Manifests manifests = new Manifests("default");
    manifests.add(new Inputs.Input("sample.yaml", text, ""));
    assertThat(manifests.ours()).hasSize(1);
    return new Linter()
        .check(manifests).stream()
            .filter(problem -> problem.severity() == Severity.ERROR)
            .map(Problem::message)
            .toList();
  }
}
