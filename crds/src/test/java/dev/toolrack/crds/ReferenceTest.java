package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/reference.md says what the definitions say. After a wanted change: {@code mvn -pl crds -am
 * test -Dtest=ReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true}.
 */
class ReferenceTest {
  private static final Path FILE = Path.of("../docs/reference.md");

  @Test
  void theCommittedFileIsOfNow() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, Reference.text());
    }
    assertThat(FILE).hasContent(Reference.text());
  }

  @Test
  void everyFieldIsInIt() {
    String text = Reference.text();
    for (var crd : Crds.all()) {
      Crds.flatten(Crds.root(crd)).keySet().stream()
          .filter(path -> path.startsWith(".spec.") || path.startsWith(".status."))
          .forEach(path -> assertThat(text).contains("`" + path.substring(1) + "`"));
    }
  }
}
