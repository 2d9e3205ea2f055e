package dev.toolrack.properties.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.Example;

/** A second opinion is worth something only while nobody whispers. */
class IndependenceTest {

  @Example
  void nothingHereUsesTheCodeUnderTest() throws IOException {
    try (var files = Files.walk(Path.of("src/test/java/dev/toolrack/properties"))) {
      List<Path> sources =
          files
              .filter(file -> file.toString().matches(".*/(oracle|model)/[A-Z].*\\.java"))
              .toList();
      assertThat(sources).hasSizeGreaterThan(8);
      for (Path source : sources) {
        assertThat(Files.readAllLines(source))
            .as("%s", source)
            .noneMatch(line -> line.matches("import (static )?dev\\.toolrack\\.(core|crds)\\..*"));
      }
    }
  }
}
