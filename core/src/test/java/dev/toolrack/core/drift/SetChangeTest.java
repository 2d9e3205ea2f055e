package dev.toolrack.core.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.tool.Facet;
import dev.toolrack.core.tool.ToolSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** resolution.md, Definitions and drift: "changed: contract / text / cosmetics". */
class SetChangeTest {
  private static final String PLAIN = "\"inputSchema\":{\"type\":\"object\"}";

  private static String tool(String name, String members) {
    return "{\"name\":\"" + name + "\"," + members + "}";
  }

  private static SetChange between(String before, String after) {
    return SetChange.between(
        ToolSet.of(List.of(tool("t", before))), ToolSet.of(List.of(tool("t", after))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "P; P,\"title\":\"x\"; /title; TEXT",
        "P,\"description\":\"x\"; P,\"description\":\"y\"; /description; TEXT",
        "P; P,\"icons\":[]; /icons; COSMETICS",
        "P,\"_meta\":{\"a\":1}; P,\"_meta\":{\"a\":2}; /_meta/a; COSMETICS",
        "P; P,\"annotations\":{\"title\":\"x\"}; /annotations; CONTRACT",
        "P,\"annotations\":{}; P,\"annotations\":{\"title\":\"x\"}; /annotations/title; TEXT",
        "P,\"annotations\":{}; P,\"annotations\":{\"readOnlyHint\":true}; /annotations/readOnlyHint; CONTRACT",
        "P; P,\"somethingNew\":1; /somethingNew; CONTRACT",
        "\"inputSchema\":{}; \"inputSchema\":{\"description\":\"x\"}; /inputSchema/description; TEXT",
        "\"inputSchema\":{\"properties\":{}}; \"inputSchema\":{\"properties\":{\"description\":{}}}; /inputSchema/properties/description; CONTRACT",
        "\"inputSchema\":{\"properties\":{\"a\":{}}}; \"inputSchema\":{\"properties\":{\"a\":{\"description\":\"x\"}}}; /inputSchema/properties/a/description; TEXT",
        "\"inputSchema\":{\"default\":{\"title\":1}}; \"inputSchema\":{\"default\":{\"title\":2}}; /inputSchema/default/title; CONTRACT",
        "\"inputSchema\":{\"required\":[\"a\"]}; \"inputSchema\":{\"required\":[\"b\"]}; /inputSchema/required/0; CONTRACT",
        "\"inputSchema\":{\"required\":[\"a\"]}; \"inputSchema\":{\"required\":[]}; /inputSchema/required; CONTRACT",
        "\"inputSchema\":{\"anyOf\":[{\"title\":\"x\"}]}; \"inputSchema\":{\"anyOf\":[{\"title\":\"y\"}]}; /inputSchema/anyOf/0/title; TEXT",
        "\"inputSchema\":{\"properties\":{\"a/b~c\":{}}}; \"inputSchema\":{\"properties\":{\"a/b~c\":{\"type\":\"string\"}}}; /inputSchema/properties/a~1b~0c/type; CONTRACT",
        "P; P,\"outputSchema\":{}; /outputSchema; CONTRACT",
      })
  void saysWhereAndWhatKind(String before, String after, String pointer, Facet facet) {
    SetChange change = between(before.replace("P", PLAIN), after.replace("P", PLAIN));
    ToolChange tool = change.changed().getFirst();
    assertThat(tool.places()).hasSize(1);
    assertThat(tool.places().getFirst().pointer()).isEqualTo(pointer);
    assertThat(tool.facet()).contains(facet);
    assertThat(change.summary().describe()).isEqualTo("changed t (" + facet.word() + ")");
  }

  @Tag("drift-6")
  @Test
  void theSideThatMattersMostIsNamed() {
    ToolChange change =
        between(
                PLAIN + ",\"title\":\"x\",\"icons\":[]",
                "\"inputSchema\":{\"type\":\"object\",\"title\":\"t\"},\"icons\":[1]")
            .changed()
            .getFirst();
    assertThat(change.facet()).contains(Facet.TEXT);
    assertThat(change.places())
        .containsExactly(
            new ToolChange.Place("/icons", Facet.COSMETICS, Optional.of("[]"), Optional.of("[1]")),
            new ToolChange.Place(
                "/inputSchema/title", Facet.TEXT, Optional.empty(), Optional.of("\"t\"")),
            new ToolChange.Place("/title", Facet.TEXT, Optional.of("\"x\""), Optional.empty()));
  }

  @Test
  void orderOfKeysIsNoChange() {
    assertThat(between(PLAIN + ",\"a\":1", "\"a\": 1 , " + PLAIN).isEmpty()).isTrue();
  }

  @Test
  void namesWhatCameAndWent() {
    SetChange change =
        SetChange.between(
            ToolSet.of(List.of(tool("gone", PLAIN), tool("stays", PLAIN))),
            ToolSet.of(List.of(tool("stays", PLAIN), tool("new_1", PLAIN), tool("new_2", PLAIN))));
    assertThat(change.summary().describe()).isEqualTo("added new_1, new_2; removed gone");
    assertThat(SetChange.between(ToolSet.of(List.of()), ToolSet.of(List.of())).summary().describe())
        .isEmpty();
  }

  @Test
  void onlyTheFirstFewAreNamed() {
    List<String> many =
        List.of("a", "b", "c", "d", "e", "f", "g").stream().map(n -> tool(n, PLAIN)).toList();
    assertThat(SetChange.between(ToolSet.of(List.of()), ToolSet.of(many)).summary().describe())
        .isEqualTo("added a, b, c, d, e and 2 more");
  }
}
