package dev.toolrack.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.render.ToolsetDocument.UnavailablePart;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToolsetTextTest {
  private static final AgentPart AGENT = new AgentPart("bot", "acme", "acme", null, null);
  private static final List<UnavailablePart> UNAVAILABLE =
      List.of(new UnavailablePart("jira", null, "NotFound"));

  private static ServerPart server(int tools) {
    return new ServerPart(
        "wiki-" + tools,
        "Line one\nline \"two\" \\ ü €",
        "acme/wiki",
        "streamable-http",
        "https://wiki.example.com/mcp",
        "2025-11-25",
        new TreeMap<>(),
        tools % 2 == 0 ? List.of() : List.of(new CredentialPart("KEY", "Authorization")),
        IntStream.range(0, tools)
            .mapToObj(i ->
                new ToolPart(
                    "tool-" + i, "mcp:wiki:tool-" + i, "t" + i, "", "Read", "Auto", "seed", null))
            .toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 5})
  void theBytesAreThoseOfTheDocumentWrittenAsAWhole(int servers) {
    List<ServerPart> parts = IntStream.range(0, servers).mapToObj(ToolsetTextTest::server).toList();
    assertThat(
            ToolsetText.of(AGENT, parts.stream().map(ToolsetText::element).toList(), UNAVAILABLE))
        .isEqualTo(
            JsonText.of(new ToolsetDocument(ToolsetDocument.SCHEMA, AGENT, parts, UNAVAILABLE)));
  }
}
