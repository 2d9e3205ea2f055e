package dev.toolrack.core.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The examples in docs/toolset.md are what comes out of golden cases, which {@code ContractTest}
 * holds to the schema. After a wanted change: {@code -Ddocs.update=true}.
 */
class ToolsetExamplesTest {
  private static final Path FILE = Path.of("../docs/toolset.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?s)(<!-- golden: (\\S+) -->\n```json\n).*?(```\n)");

  @Test
  void areWhatComesOut() throws IOException {
    String text = Files.readString(FILE);
    Matcher examples = EXAMPLE.matcher(text);
    String wanted =
        examples.replaceAll(example ->
            Matcher.quoteReplacement(
                example.group(1)
                    + GoldenCase.read(Path.of("src/test/resources/golden", example.group(2)))
                    + example.group(3)));
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(FILE, wanted);
    }
    assertThat(EXAMPLE.matcher(text).results()).hasSizeGreaterThan(2);
    assertThat(FILE).hasContent(wanted);
  }

  /** An example that no case stands behind could say anything. */
  @Test
  void noOtherExampleIsThere() throws IOException {
    String text = Files.readString(FILE);
    assertThat(Pattern.compile("```json").matcher(text).results().count())
        .isEqualTo(EXAMPLE.matcher(text).results().count());
  }
}
