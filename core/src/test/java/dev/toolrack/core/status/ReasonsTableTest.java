package dev.toolrack.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * docs/reasons.md says what the code does. After a wanted change: {@code mvn -pl core -am test
 * -Dtest=ReasonsTableTest -Dsurefire.failIfNoSpecifiedTests=false -Ddocs.update=true}.
 */
class ReasonsTableTest {
  private static final Path FILE = Path.of("../docs/reasons.md");

  @Test
  void theCommittedFileIsOfNow() throws IOException {
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, ReasonsTable.text());
    }
    assertThat(FILE).hasContent(ReasonsTable.text());
  }

  @Test
  void everyReasonIsInIt() {
    for (Reason reason : Reason.values()) {
      assertThat(ReasonsTable.text()).contains("`" + reason.wire() + "`");
      assertThat(ReasonsTable.text())
          .containsOnlyOnce("<a id=\"" + ReasonsTable.anchor(reason) + "\"></a>");
    }
  }
}
