package dev.toolrack.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Each statement of docs/resolution.md is held by a test that bears its name as a tag, in whichever
 * module it is.
 */
class ResolutionSentencesTest {
  private static final Path DOCUMENT = Path.of("../docs/resolution.md");
  private static final Pattern NAME = Pattern.compile("\\[([a-z]+-[0-9]+)( not yet: [^]]+)?]");
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([a-z]+-[0-9]+)\"\\)");

  /** A full stop within a text, where another sentence begins. */
  private static final Pattern ANOTHER = Pattern.compile("[.!?] +[A-Z`]");

  /** What a test method has besides its tags. */
  private static final Pattern TEST = Pattern.compile("@(Test|ParameterizedTest|Property)\\b");

  /** Statements by name, without those that wait for something; and those that do. */
  private record Statements(Map<String, String> now, Set<String> later) {}

  private static Statements statements() throws IOException {
    var now = new LinkedHashMap<String, String>();
    var later = new TreeSet<String>();
    String text = body(Files.readString(DOCUMENT));
    var names = NAME.matcher(text);
    int begin = 0;
    while (names.find()) {
      String statement = text.substring(begin, names.start()).strip();
      assertThat(ANOTHER.matcher(statement).find()).as("one sentence: %s", statement).isFalse();
      assertThat(statement).as("before [%s]", names.group(1)).matches("(?s).{10,}[.!?]");
      if (names.group(2) == null) {
        assertThat(now.put(names.group(1), statement)).as(names.group(1)).isNull();
      } else {
        later.add(names.group(1));
      }
      begin = names.end();
    }
    assertThat(text.substring(begin)).as("after the last name").isBlank();
    return new Statements(now, later);
  }

  /** What follows the introduction, without headings. */
  private static String body(String document) {
    return document.substring(document.indexOf("\n## ")).replaceAll("(?m)^#.*$", "");
  }

  private static List<Path> tests() throws IOException {
    try (var files = Files.walk(Path.of(".."), 20)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().matches(".*(Test|IT|E2E)\\.java"))
          .toList();
    }
  }

  /** Every tag that names a statement, by where it stands. */
  private static Map<String, List<String>> tags() throws IOException {
    var tags = new LinkedHashMap<String, List<String>>();
    for (Path file : tests()) {
      List<String> names = TAG.matcher(read(file)).results().map(m -> m.group(1)).toList();
      if (!names.isEmpty()) {
        tags.put(file.toString(), names);
      }
    }
    return tags;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void eachIsHeldByATest() throws IOException {
    var missing = new TreeSet<>(statements().now().keySet());
    tags().values().forEach(missing::removeAll);
    assertThat(missing).isEmpty();
  }

  @Test
  void testsNameWhatIsThere() throws IOException {
    Statements statements = statements();
    tags()
        .forEach((file, names) ->
            assertThat(names)
                .as(file)
                .allMatch(n -> statements.now().containsKey(n) || statements.later().contains(n)));
  }

  /** Not classes, helpers or comments: each tag stands before a method that is a test. */
  @Test
  void tagsStandAtTests() throws IOException {
    for (Path file : tests()) {
      String text = read(file);
      for (MatchResult tag : TAG.matcher(text).results().toList()) {
        assertThat(annotations(text, tag)).as("%s %s", file, tag.group()).containsPattern(TEST);
      }
    }
  }

  /** From the tag to where the method is declared, and the lines just before the tag. */
  private static String annotations(String text, MatchResult tag) {
    int end = text.indexOf(" void ", tag.end());
    var lines = new ArrayList<>(List.of(text.substring(0, tag.start()).split("\n")));
    var before = new StringBuilder();
    for (String line : lines.reversed()) {
      if (line.isBlank() && before.length() > 8) {
        break;
      }
      before.insert(0, line + "\n");
    }
    return before + text.substring(tag.start(), end < 0 ? tag.end() : end);
  }
}
