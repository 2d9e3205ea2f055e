package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.policy.ToolCorpus.Source;
import dev.toolrack.core.policy.ToolCorpus.Tool;
import dev.toolrack.crds.AccessClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of resolution.md, What a tool is allowed, held against tools that really exist. */
class ToolCorpusTest {
  private static final Path DOCS = Path.of("../docs/tool-corpus.md");
  private static final String BEGIN = "<!-- figures, written by ToolCorpusTest -->\n\n";
  private static final String END = "\n<!-- end of figures -->";

  static List<Tool> tools() {
    return ToolCorpus.tools();
  }

  /** "Table Verbs/v1": what the code says is what a person reads in the rules. */
  @Tag("class-1")
  @Tag("class-2")
  @Tag("class-3")
  @Tag("class-4")
  @Tag("class-5")
  @Tag("class-6")
  @ParameterizedTest
  @MethodSource("tools")
  void theCodeReadsTheRulesAsPeopleDo(Tool tool) {
    Verbs.Finding finding = tool.finding();
    assertThat(finding.access())
        .as("%s: %s; \"%s\"", tool, finding.why(), tool.description())
        .isEqualTo(tool.expected());
  }

  /**
   * What writes must not be given without asking. The rules look at names and first verbs only, so
   * some pass; each that is known is marked in the table, and no other may.
   */
  @Test
  void noToolThatWritesIsReadButTheMarkedOnes() {
    assertThat(tools())
        .filteredOn(tool -> tool.truth() == AccessClass.WRITE)
        .filteredOn(tool -> tool.finding().access() == AccessClass.READ)
        .containsExactlyElementsOf(
            tools().stream().filter(tool -> tool.comment().startsWith(ToolCorpus.PASSES)).toList());
  }

  /** "Words of the name: split at snake, kebab, dot, camel": another spelling changes nothing. */
  @ParameterizedTest
  @MethodSource("tools")
  void theSpellingOfANameChangesNothing(Tool tool) {
    List<String> words = Verbs.split(tool.name());
    List<String> spellings =
        List.of(
            String.join("_", words),
            String.join("-", words),
            String.join(".", words),
            joined(words, ToolCorpusTest::capitalised),
            String.join("_", words).toUpperCase(Locale.ROOT));
    for (String spelling : spellings) {
      Tool other =
          new Tool(
              tool.line(),
              tool.source(),
              spelling,
              tool.description(),
              tool.expected(),
              tool.truth(),
              tool.comment());
      assertThat(other.finding()).as(spelling).isEqualTo(tool.finding());
    }
  }

  @Test
  void theTableIsLargeAndOfManyServers() {
    assertThat(tools()).hasSizeGreaterThanOrEqualTo(300);
    assertThat(ToolCorpus.sources().stream().map(Source::repository).distinct())
        .hasSizeGreaterThanOrEqualTo(50);
  }

  @Test
  void everyRowIsComplete() {
    List<String> sources = ToolCorpus.sources().stream().map(Source::name).toList();
    assertThat(sources).doesNotHaveDuplicates();
    assertThat(tools().stream().map(tool -> tool.source() + " " + tool.name()))
        .doesNotHaveDuplicates();
    assertThat(tools().stream().map(Tool::source).distinct())
        .containsExactlyInAnyOrderElementsOf(sources);
    for (Tool tool : tools()) {
      assertThat(tool.name()).as("%s", tool).matches("[A-Za-z0-9_.-]{1,128}");
      assertThat(tool.description()).as("%s", tool).hasSizeLessThanOrEqualTo(120);
      assertThat(tool.description()).as("%s", tool).isEqualTo(tool.description().strip());
      assertThat(tool.truth()).as("%s", tool).isIn(AccessClass.READ, AccessClass.WRITE);
    }
    for (Source source : ToolCorpus.sources()) {
      assertThat(source.repository()).matches("[\\w.-]+/[\\w.-]+");
      assertThat(source.path()).isNotBlank();
      assertThat(source.commit()).matches("[0-9a-f]{7,40}( [0-9a-f]{7,40})*");
    }
  }

  /** After a wanted change run this test with {@code -Ddocs.update=true}. */
  @Test
  void theDocsSayTheFiguresOfNow() throws IOException {
    String figures = new ToolCorpusFigures(tools()).text();
    String docs = Files.readString(DOCS);
    int begin = docs.indexOf(BEGIN) + BEGIN.length();
    int end = docs.indexOf(END);
    if (Boolean.getBoolean("docs.update")) {
      Files.writeString(DOCS, docs.substring(0, begin) + figures + docs.substring(end));
    }
    assertThat(Files.readString(DOCS)).contains(BEGIN + figures + END);
  }

  private static String joined(List<String> words, UnaryOperator<String> later) {
    List<String> parts = new ArrayList<>();
    for (String word : words) {
      parts.add(parts.isEmpty() ? word : later.apply(word));
    }
    return parts.stream().collect(Collectors.joining());
  }

  private static String capitalised(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
