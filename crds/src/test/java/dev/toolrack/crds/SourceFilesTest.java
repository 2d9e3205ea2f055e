package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Source files of every module stay short enough to be read at once. */
class SourceFilesTest {
  private static final int LINES = 300;

  /** Tables, one entry after the other. */
  private static final Set<String> TABLES = Set.of("Reason.java");

  private static List<Path> sources() throws IOException {
    try (var files = Files.walk(Path.of(".."), 20)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  @Test
  void areShort() throws IOException {
    for (Path file : sources()) {
      if (!TABLES.contains(file.getFileName().toString())) {
        assertThat(Files.readAllLines(file)).as("%s", file).hasSizeLessThanOrEqualTo(LINES);
      }
    }
  }

  @Test
  void areThoseOfEveryModule() throws IOException {
    for (String module : List.of("crds", "core", "mcp", "operator", "testbed")) {
      assertThat(sources())
          .as(module)
          .filteredOn(file -> file.startsWith(Path.of("..", module)))
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void areNamedAfterWhatTheyAre() throws IOException {
    assertThat(sources())
        .extracting(file -> file.getFileName().toString())
        .noneMatch(name -> name.matches(".*(Utils?|Helper|Manager)(Test)?\\.java"));
  }
}
