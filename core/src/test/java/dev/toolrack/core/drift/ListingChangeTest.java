package dev.toolrack.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.tool.FacetDigests;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.tool.ToolSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** resolution.md: "Event ToolsChanged (added, removed, changed: contract / text / cosmetics)". */
class ListingChangeTest {
  private static final List<String> MEMBERS =
      List.of(
          "\"title\":\"%s\"",
          "\"description\":\"%s\"",
          "\"_meta\":{\"k\":\"%s\"}",
          "\"annotations\":{\"title\":\"%s\",\"readOnlyHint\":true}",
          "\"annotations\":{\"x\":\"%s\"}",
          "\"outputSchema\":{\"properties\":{\"a\":{\"description\":\"%s\"}}}",
          "\"outputSchema\":{\"properties\":{\"description\":{\"const\":\"%s\"}}}",
          "\"other\":[1,\"%s\"]");

  private static String random(Random random) {
    var tool = new StringBuilder("{\"name\":\"t\",\"inputSchema\":{}");
    IntStream.range(0, MEMBERS.size())
        .filter(i -> i != 4 && i != 6 && random.nextBoolean())
        .forEach(i -> tool.append(',').append(MEMBERS.get(i).formatted(random.nextInt(2))));
    return tool.append('}').toString();
  }

  /** What is told from short digests is what the definitions themselves tell. */
  @Test
  void saysTheSameAsTheDefinitions() {
    var random = new Random(5);
    for (int i = 0; i < 3_000; i++) {
      ToolSet before = ToolSet.of(List.of(random(random)));
      ToolSet after = ToolSet.of(List.of(random(random)));
      assertThat(ListingChange.between(KnownTools.of(before), KnownTools.of(after)))
          .as("%s to %s", before.tools(), after.tools())
          .isEqualTo(SetChange.between(before, after).summary());
    }
  }

  @Test
  void ofAnOlderCatalogOnlyTheNameIsKnown() {
    KnownTools now = KnownTools.of(ToolSet.of(List.of("{\"name\":\"t\",\"inputSchema\":{}}")));
    KnownTool tool = now.tools().getFirst();
    var before =
        new KnownTools(
            List.of(
                new KnownTool(
                    "t", "", "sha256:old", tool.bytes(), FacetDigests.UNKNOWN, tool.traits())),
            List.of(),
            "sha256:set");
    assertThat(ListingChange.between(before, now).describe()).isEqualTo("changed t");
  }

  @Test
  void namesTheFirstFew() {
    List<String> tools =
        IntStream.range(0, 8)
            .mapToObj(i -> "{\"name\":\"t%d\",\"inputSchema\":{}}".formatted(i))
            .toList();
    KnownTools none = KnownTools.of(ToolSet.of(List.of()));
    KnownTools some = KnownTools.of(ToolSet.of(tools));
    assertThat(ListingChange.between(none, some).describe())
        .isEqualTo("added t0, t1, t2, t3, t4 and 3 more");
    assertThat(ListingChange.between(some, none).describe())
        .isEqualTo("removed t0, t1, t2, t3, t4 and 3 more");
    assertThat(ListingChange.between(some, some).isEmpty()).isTrue();
  }
}
