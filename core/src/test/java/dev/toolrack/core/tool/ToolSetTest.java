package dev.toolrack.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ToolSetTest {

  private static String tool(String name) {
    return "{\"name\":\"" + name + "\",\"inputSchema\":{}}";
  }

  private static List<String> names(ToolSet set) {
    return set.tools().stream().map(ToolDefinition::name).toList();
  }

  @Tag("def-2")
  @Test
  void goldenDigests() {
    assertThat(ToolSet.of(List.of()).digest())
        .isEqualTo("sha256:ecef3fd0fb07b742d559b77b2585e38e42579ed5075c12bf8f9d56a22580f273");
    ToolSet set =
        ToolSet.of(List.of("{\"name\":\"c\"}", "{\"inputSchema\":{ },\"name\":\"b\"}", tool("a")));
    assertThat(names(set)).containsExactly("a", "b");
    assertThat(set.rejected()).extracting(ToolReading.Rejected::name).containsExactly("c");
    assertThat(set.digest())
        .isEqualTo("sha256:1f21b2ed6bec0a968fad239149eef0ebf7eee33e057d3b7aa09ab18ac60d31bd");
    // What has no canonical form or no name counts as sent.
    ToolSet odd =
        ToolSet.of(List.of(tool("a"), "{\"name\":\"d\",\"inputSchema\":{},\"x\":1,\"x\":1}", "[]"));
    assertThat(odd.digest())
        .isEqualTo("sha256:243273814569f211f7741262c68b3b1660cae6b450fd0c7d6f9b16b2679493ff");
  }

  @Tag("def-4")
  @Test
  void aNameTwiceTakesAllOut() {
    ToolSet set =
        ToolSet.of(List.of(tool("a"), tool("b"), tool("a"), "{\"name\":\"b\"}", tool("c")));
    assertThat(names(set)).containsExactly("c");
    assertThat(set.rejected())
        .extracting(ToolReading.Rejected::reason)
        .containsExactlyInAnyOrder(
            Rejection.DUPLICATE_NAME,
            Rejection.DUPLICATE_NAME,
            Rejection.DUPLICATE_NAME,
            Rejection.NO_INPUT_SCHEMA);
  }

  @Test
  void namelessToolsAreNoDuplicates() {
    assertThat(ToolSet.of(List.of("{}", "{}", tool("a"))).rejected())
        .extracting(ToolReading.Rejected::reason)
        .containsOnly(Rejection.BAD_NAME);
  }

  @Tag("verdict-8")
  @Test
  void lookalikesAreFlagged() {
    ToolSet set =
        ToolSet.of(List.of(tool("get-x"), tool("getX"), tool("other"), "{\"name\":\"OTHER\"}"));
    assertThat(set.lookalikes())
        .isEqualTo(Map.of("get-x", "getX", "getX", "get-x", "other", "OTHER"));
    assertThat(set.find("getX").orElseThrow().traits().foldsLike()).isEqualTo("get-x");
    assertThat(ToolSet.of(List.of(tool("get-x"))).lookalikes()).isEmpty();
  }

  @Test
  void containsByNameAndDigest() {
    ToolSet set = ToolSet.of(List.of(tool("a"), tool("b")));
    String digest = set.find("a").orElseThrow().digest();
    assertThat(set.contains("a", digest)).isTrue();
    assertThat(set.contains("b", digest)).isFalse();
    assertThat(set.contains("c", digest)).isFalse();
  }

  @Test
  void orderNeverMatters() {
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      List<String> raws = new ArrayList<>();
      for (int j = random.nextInt(8); j > 0; j--) {
        String name = String.valueOf("aAbB-_".charAt(random.nextInt(6)));
        raws.add(
            switch (random.nextInt(4)) {
              case 0 -> "{\"name\":\"" + name + "\"}";
              case 1 -> "{\"x\":" + random.nextInt(2) + "}";
              default -> tool(name);
            });
      }
      ToolSet set = ToolSet.of(raws);
      Collections.shuffle(raws, random);
      assertThat(ToolSet.of(raws)).isEqualTo(set);
      assertThat(ToolSet.of(set.raws())).isEqualTo(set);
      raws.add(tool("new"));
      assertThat(ToolSet.of(raws).digest()).isNotEqualTo(set.digest());
    }
  }
}
