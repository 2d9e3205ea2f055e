package dev.toolrack.core.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.naming.CredentialKey;
import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetDocument.CredentialPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.core.render.ToolsetDocument.UnavailablePart;
import dev.toolrack.core.render.ToolsetRenderer.RenderedServer;
import dev.toolrack.core.render.ToolsetRenderer.Rendering;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToolsetRendererTest {
  private static final AgentPart AGENT = new AgentPart("bot", "agents", "acme", null, null);

  private static RenderedServer server(String name, int titleLength, int credentials) {
    var headers = new TreeMap<String, String>();
    var parts = new ArrayList<CredentialPart>();
    var sources = new TreeMap<String, CredentialSource>();
    HttpUrl url = HttpUrl.parse("https://" + name + ".example.com/mcp").orElseThrow();
    for (int i = 0; i < credentials; i++) {
      String key = CredentialKey.header(name, "acme/" + name, url, "X-" + i);
      headers.put("X-" + i, CredentialKey.placeholder(key));
      parts.add(new CredentialPart(key, "X-" + i));
      sources.put(key, new CredentialSource("acme", "s", "k", "u", url, false));
    }
    ToolPart tool =
        new ToolPart("t", "mcp:t", "mcp__t", "x".repeat(titleLength), "Read", "Auto", "seed", null);
    return new RenderedServer(
        new ServerPart(
            name,
            name,
            "acme/" + name,
            "streamable-http",
            url.toString(),
            "1",
            headers,
            parts,
            List.of(tool)),
        sources);
  }

  private static List<String> names(List<ServerPart> servers) {
    return servers.stream().map(ServerPart::name).toList();
  }

  private static int bytes(AgentOutputs outputs) {
    return outputs.toolset().values().stream()
        .mapToInt(text -> text.getBytes(StandardCharsets.UTF_8).length)
        .sum();
  }

  @Test
  void withNothingBothFilesAreThere() {
    AgentOutputs outputs = ToolsetRenderer.render(AGENT, List.of(), List.of()).outputs();
    assertThat(outputs.toolset().get("toolset.json"))
        .contains("\"servers\" : [ ]", "\"unavailable\" : [ ]");
    assertThat(outputs.toolset().get("mcp.json")).isEqualTo("{\n  \"mcpServers\" : { }\n}\n");
    assertThat(outputs.secretData(key -> "?"))
        .containsOnlyKeys("mcp.resolved.json")
        .containsValue("{\n  \"mcpServers\" : { }\n}\n");
  }

  @Test
  void tooMuchForTheConfigMapTheLargestLeaves() {
    int third = ToolsetRenderer.LIMIT / 3;
    Rendering rendering =
        ToolsetRenderer.render(
            AGENT,
            List.of(server("b", third, 0), server("a", third + 1, 0), server("c", third, 1)),
            List.of(new UnavailablePart("aa", "acme/aa", "Disabled")));
    assertThat(names(rendering.leftOut())).containsExactly("c");
    assertThat(names(rendering.outputs().servers())).containsExactly("a", "b");
    assertThat(rendering.outputs().credentials()).isEmpty();
    assertThat(rendering.outputs().toolset().get("toolset.json")).contains("\"TooLarge\"");
    assertThat(bytes(rendering.outputs())).isLessThanOrEqualTo(ToolsetRenderer.LIMIT);
  }

  @Test
  void oneThatFitsAloneNowhereLeavesNothingBehind() {
    Rendering rendering =
        ToolsetRenderer.render(AGENT, List.of(server("a", 1 << 20, 1)), List.of());
    assertThat(names(rendering.leftOut())).containsExactly("a");
    assertThat(rendering.outputs().servers()).isEmpty();
    assertThat(rendering.outputs().toolset().get("mcp.json")).doesNotContain("example.com");
  }

  @Test
  void tooMuchForTheSecretServersLeaveToo() {
    List<RenderedServer> servers =
        IntStream.range(0, 20).mapToObj(i -> server("s" + i, 0, i < 10 ? 4 : 3)).toList();
    Rendering rendering = ToolsetRenderer.render(AGENT, servers, List.of());
    assertThat(rendering.leftOut()).isNotEmpty().allMatch(s -> s.credentials().size() == 4);
    int secret =
        rendering.outputs().secretData(key -> "x".repeat(8192)).values().stream()
            .mapToInt(String::length)
            .sum();
    assertThat(secret).isLessThanOrEqualTo(ToolsetRenderer.LIMIT);
  }

  @Test
  void theOrderOfServersNeverMatters() {
    Random random = new Random(9);
    for (int i = 0; i < 50; i++) {
      var servers = new ArrayList<RenderedServer>();
      for (int n = 0; n < 8; n++) {
        servers.add(server("s" + n, random.nextInt(ToolsetRenderer.LIMIT / 4), random.nextInt(3)));
      }
      Rendering one = ToolsetRenderer.render(AGENT, servers, List.of());
      Collections.shuffle(servers, random);
      assertThat(ToolsetRenderer.render(AGENT, servers, List.of())).isEqualTo(one);
      assertThat(bytes(one.outputs())).isLessThanOrEqualTo(ToolsetRenderer.LIMIT);
    }
  }

  @Test
  void placeholdersOutsideAndValuesInTheSecret() {
    AgentOutputs outputs =
        ToolsetRenderer.render(AGENT, List.of(server("a", 0, 2)), List.of()).outputs();
    String key = outputs.credentials().firstKey();
    String other = outputs.credentials().lastKey();
    assertThat(outputs.toolset().get("mcp.json"))
        .contains("\"X-0\" : \"${" + key + "}\"")
        .contains("\"type\" : \"http\"");
    var data = outputs.secretData(k -> k.equals(key) ? "a\"$1${" + other + "}\\" : "b");
    assertThat(data).containsOnlyKeys(key, other, "mcp.resolved.json");
    assertThat(data).containsEntry(key, "a\"$1${" + other + "}\\").containsEntry(other, "b");
    assertThat(data.get("mcp.resolved.json"))
        .contains("\"X-0\" : \"a\\\"$1${" + other + "}\\\\\"")
        .contains("\"X-1\" : \"b\"");
  }

  @Test
  void clientsAreToldOfTheOlderTransport() {
    ServerPart part = server("a", 0, 0).part();
    var older =
        new ServerPart(
            part.name(),
            part.title(),
            part.integration(),
            "sse",
            part.url(),
            "2024-11-05",
            part.headers(),
            part.credentials(),
            part.tools());
    AgentOutputs outputs =
        ToolsetRenderer.render(
                AGENT, List.of(new RenderedServer(older, new TreeMap<>())), List.of())
            .outputs();
    assertThat(outputs.toolset().get("mcp.json")).contains("\"type\" : \"sse\"");
    assertThat(outputs.secretData(key -> "").get("mcp.resolved.json"))
        .contains("\"type\" : \"sse\"");
  }

  @Test
  void aDocumentIsReadAgain() {
    AgentOutputs outputs =
        ToolsetRenderer.render(
                AGENT,
                List.of(server("a", 3, 2)),
                List.of(new UnavailablePart("b", null, "NotFound")))
            .outputs();
    String text = String.valueOf(outputs.toolset().get("toolset.json"));
    ToolsetDocument read = JsonText.read(text, ToolsetDocument.class).orElseThrow();
    assertThat(read.servers()).isEqualTo(outputs.servers());
    assertThat(JsonText.of(read)).isEqualTo(text);
    assertThat(JsonText.read("{\"servers\": null}", ToolsetDocument.class)).isEmpty();
  }
}
