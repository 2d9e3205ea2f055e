package dev.toolrack.core.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Trust;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerbsTest {

  private static final List<String> READ =
      List.of("get list search fetch read find describe show count view lookup".split(" "));
  private static final List<String> WRITE =
      List.of(
          ("create update delete send add remove set write put post patch insert upsert replace"
                  + " push modify reset drop execute run merge move rename upload publish deploy"
                  + " approve cancel close archive invite grant revoke restart start stop enable"
                  + " disable assign transfer pay submit import purge destroy apply install share"
                  + " reply wipe kill")
              .split(" "));

  @Tag("class-7")
  @Tag("class-8")
  @Test
  void everyVerbOfTheTable() {
    for (String verb : READ) {
      assertThat(Verbs.ofName(verb + "_x").access()).isEqualTo(AccessClass.READ);
      assertThat(Verbs.writeVerbOf(verb + "s the x and deletes it")).as(verb).isNull();
    }
    for (String verb : WRITE) {
      assertThat(Verbs.ofName(verb).access()).isEqualTo(AccessClass.WRITE);
      assertThat(Verbs.ofName("get_x_" + verb).access()).isEqualTo(AccessClass.WRITE);
      assertThat(Verbs.writeVerbOf("It " + verb + "s an x")).isEqualTo(verb);
      assertThat(Verbs.writeVerbOf(verb.toUpperCase(java.util.Locale.ROOT))).isEqualTo(verb);
    }
  }

  @Tag("class-2")
  @Tag("class-3")
  @Tag("class-4")
  @Tag("class-5")
  @ParameterizedTest
  @CsvSource({
    "get_issue, READ, read verb \"get\"",
    "getIssue, READ, read verb \"get\"",
    "issue_get, UNKNOWN, no known verb",
    "list-issues, READ, read verb \"list\"",
    "issues.list, UNKNOWN, no known verb",
    "create_issue, WRITE, write verb \"create\"",
    "getAndDelete, WRITE, write verb \"delete\"",
    "get_or_make, UNKNOWN, more than one action: \"or\"",
    "find_then_fix, UNKNOWN, more than one action: \"then\"",
    "get_deleted_items, READ, read verb \"get\"",
    "setting, UNKNOWN, no known verb",
    "HTTPGet, UNKNOWN, no known verb",
    "DELETE_REPO, WRITE, write verb \"delete\"",
    "getURLPost, WRITE, write verb \"post\"",
    "s3Delete, WRITE, write verb \"delete\"",
    "___, UNKNOWN, no known verb",
    "'', UNKNOWN, no known verb",
    "search, READ, read verb \"search\"",
    "and_get, UNKNOWN, no known verb",
  })
  void names(String name, AccessClass access, String why) {
    assertThat(Verbs.ofName(name)).isEqualTo(new Verbs.Finding(access, why));
  }

  @Tag("class-6")
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -",
        "'', -",
        "Deletes a repository, delete",
        "Deleting all, delete",
        "This tool removed it, remove",
        "Applies a patch, apply",
        "Submitting forms, submit",
        "Dropped tables, drop",
        "Modifies x, modify",
        "Gets the settings and deletes them, -",
        "Lists what was created, -",
        "A helper that is nice, -",
        "pushes, push",
        "Creativity, -",
      })
  void descriptions(@Nullable String description, @Nullable String verb) {
    assertThat(Verbs.writeVerbOf(description)).isEqualTo(verb);
  }

  @Tag("class-9")
  @Tag("class-10")
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // name, description's verb, readOnly, destructive, trust, class
        "get_x, -, -, -, UNTRUSTED, READ",
        "get_x, delete, -, -, UNTRUSTED, WRITE",
        "get_x, -, false, -, UNTRUSTED, WRITE",
        "get_x, -, -, true, UNTRUSTED, WRITE",
        "get_x, -, true, true, TRUSTED, WRITE",
        "get_x, -, -, false, UNTRUSTED, READ",
        "create_x, -, true, -, UNTRUSTED, WRITE",
        "create_x, -, true, -, UNRECOGNISED, WRITE",
        "create_x, -, true, -, TRUSTED, READ",
        "create_x, create, true, -, TRUSTED, READ",
        "frobnicate, -, true, -, UNTRUSTED, UNKNOWN",
        "frobnicate, -, true, -, TRUSTED, READ",
        "frobnicate, set, -, -, UNTRUSTED, WRITE",
        "frobnicate, -, -, false, TRUSTED, UNKNOWN",
      })
  void classes(
      String name,
      @Nullable String described,
      @Nullable Boolean readOnly,
      @Nullable Boolean destructive,
      Trust trust,
      AccessClass access) {
    ToolTraits tool = new ToolTraits(name, described, readOnly, destructive, null);
    assertThat(AccessClassifier.classify(tool, trust).access()).isEqualTo(access);
  }
}
