package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.naming.ToolNames;
import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.AccessClass;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class OwnNamesTest {

  private static ServedTool tool(String name) {
    return new ServedTool(
        name, "", "sha256:0", 1, new Verdict(Decision.AUTO, AccessClass.READ, "seed", null));
  }

  /** What a server needs to know for this is the alias alone. */
  @Tag("name-5")
  @Test
  void aToolThatIsNamedAsAnotherOneIsCalledIsOffAndSoIsTheOther() {
    String hash = Sha256.hex("mcp:x:get.a").substring(0, 8);
    ServedTool dotted = tool("get.a");
    ServedTool disguised = tool("get_a_" + hash);
    assertThat(ToolNames.llmName("x", dotted.name()))
        .isEqualTo(ToolNames.llmName("x", disguised.name()));

    List<ServedTool> tools = OwnNames.of("x", List.of(dotted, disguised, tool("get_b")));
    assertThat(tools).extracting(t -> t.verdict().enabled()).containsExactly(false, false, true);
    assertThat(tools)
        .extracting(t -> t.verdict().decidedBy())
        .containsExactly(
            "name: models would see it as \"" + disguised.name() + "\"",
            "name: models would see it as \"get.a\"",
            "seed");
    assertThat(OwnNames.of("y", List.of(dotted, disguised)))
        .as("with another alias they are called differently")
        .containsExactly(dotted, disguised);
  }
}
