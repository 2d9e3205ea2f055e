package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @Tag("rule-2")
  @ParameterizedTest
  @CsvSource({
    "delete_*, delete_repo, true",
    "delete_*, delete_, true",
    "delete_*, delete, false",
    "delete_*, xdelete_repo, false",
    "*, '', true",
    "'', '', true",
    "'', a, false",
    "a?c, abc, true",
    "a?c, ac, false",
    "*a*b, xaxxb, true",
    "*a*b, xaxxbc, false",
    "a.c, abc, false",
    "[a], a, false",
    "**, x, true",
  })
  void matches(String pattern, String name, boolean yes) {
    assertThat(new Glob(pattern).matches(name)).isEqualTo(yes);
  }

  @Tag("rule-6")
  @ParameterizedTest
  @CsvSource({
    "delete_*, Delete-Repo, true",
    "delete_*, deleteRepo, true",
    "delete_*, DELETE.repo, true",
    "delete_*, deleted_items, false",
    "deleteRepo, delete-repo, true",
    "*Repo, Repo, true",
    "delet?Repo, deleteRepo, true",
    "http_server_*, HTTPServerStart, true",
  })
  void folded(String pattern, String name, boolean yes) {
    assertThat(new Glob(pattern).matchesFolded(name)).isEqualTo(yes);
  }

  @Test
  void agreesWithANaiveMatcher() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      String pattern = random(random, "ab*?", 7);
      String name = random(random, "ab", 9);
      assertThat(new Glob(pattern).matches(name))
          .as("%s %s", pattern, name)
          .isEqualTo(naive(pattern, name));
    }
  }

  @Test
  void foldedIncludesExact() {
    Random random = new Random(2);
    for (int i = 0; i < 50_000; i++) {
      Glob glob = new Glob(random(random, "aB_-.*?1", 6));
      String name = random(random, "aB_-.1", 6);
      assertThat(!glob.matches(name) || glob.matchesFolded(name)).isTrue();
      assertThat(NameFolding.fold(NameFolding.fold(name))).isEqualTo(NameFolding.fold(name));
    }
  }

  @Test
  void noPatternExplodes() {
    Glob glob = new Glob("*a".repeat(64) + "b");
    assertTimeoutPreemptively(
        Duration.ofSeconds(10), () -> assertThat(glob.matches("a".repeat(10_000))).isFalse());
  }

  private static String random(Random random, String alphabet, int max) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(max + 1); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static boolean naive(String pattern, String name) {
    if (pattern.isEmpty()) {
      return name.isEmpty();
    }
    char first = pattern.charAt(0);
    if (first == '*') {
      return naive(pattern.substring(1), name)
          || (!name.isEmpty() && naive(pattern, name.substring(1)));
    }
    return !name.isEmpty()
        && (first == '?' || first == name.charAt(0))
        && naive(pattern.substring(1), name.substring(1));
  }
}
