package dev.toolrack.testbed.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.Provisioned;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RealServersIT {
  private static final String TOKEN = "first-token";

  private final NotesServer notes = NotesServer.start(TOKEN, "second-token");
  private Path mounted = Path.of("");

  @BeforeAll
  void mount(@TempDir Path directory) throws IOException {
    mounted = directory;
    Files.writeString(
        mounted.resolve("toolset.json"),
        """
        {"servers":[{"name":"notes","tools":[{"name":"list_notes","access":"Read"},
        {"name":"create_note","access":"Write"}]}],
        "unavailable":[{"name":"mail","reason":"ReconnectRequired"}]}\
        """);
    Files.writeString(
        mounted.resolve("mcp.resolved.json"),
        """
        {"mcpServers":{"notes":{"type":"http","url":"%s",
        "headers":{"Authorization":"Bearer %s"}}}}\
        """
            .formatted(notes.url(), TOKEN));
  }

  @AfterAll
  void stop() {
    notes.close();
  }

  @Test
  void notesServerIsModernAndListsItsTools() throws Exception {
    var discovery = RawMcp.modern(notes.url(), TOKEN, "server/discover", "");
    assertThat(discovery.statusCode()).isEqualTo(200);
    assertThat(RawMcp.json(discovery).at("/result/supportedVersions/0").asText())
        .isEqualTo("2026-07-28");

    var list = RawMcp.json(RawMcp.modern(notes.url(), "second-token", "tools/list", ""));
    assertThat(list.at("/result/tools").findValuesAsText("name"))
        .containsExactlyInAnyOrder(
            "list_notes", "get_note", "search_notes", "create_note", "delete_note", "share_note");
    assertThat(list.at("/result/tools"))
        .allSatisfy(tool -> assertThat(tool.at("/annotations/readOnlyHint").isBoolean()).isTrue())
        .allSatisfy(tool -> assertThat(tool.at("/inputSchema/type").asText()).isEqualTo("object"));
  }

  @Test
  void notesServerWantsAToken() throws Exception {
    var none = RawMcp.modern(notes.url(), null, "tools/list", "");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"notes\"");

    var wrong = RawMcp.modern(notes.url(), "wrong", "tools/list", "");
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.headers().firstValue("WWW-Authenticate"))
        .hasValueSatisfying(value -> assertThat(value).contains("error=\"invalid_token\""));
  }

  @Test
  void notesServerRejectsOlderRevisions() throws Exception {
    var response =
        RawMcp.send(RawMcp.initialize(notes.url()).header("Authorization", "Bearer " + TOKEN));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(RawMcp.json(response).at("/error/code").asInt()).isEqualTo(-32022);
  }

  @Test
  void notesServerKeepsItsAddressWhenItsTokensChange() throws Exception {
    try (var other = NotesServer.start("old")) {
      var url = other.url();
      other.restart("new");
      assertThat(other.url()).isEqualTo(url);
      assertThat(RawMcp.modern(url, "old", "tools/list", "").statusCode()).isEqualTo(401);
      assertThat(RawMcp.modern(url, "new", "tools/list", "").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void everythingServerServesASessionOnLoopback() throws Exception {
    try (var everything = EverythingServer.start()) {
      var initialized = RawMcp.send(RawMcp.initialize(everything.url()));
      assertThat(initialized.statusCode()).isEqualTo(200);
      assertThat(RawMcp.json(initialized).at("/result/protocolVersion").asText())
          .isEqualTo("2025-11-25");
      var session = initialized.headers().firstValue("Mcp-Session-Id").orElseThrow();
      var list = RawMcp.json(RawMcp.inSession(everything.url(), session, "tools/list"));
      assertThat(list.at("/result/tools").size()).isGreaterThanOrEqualTo(10);
    }
  }

  @Test
  void agentCallsAnAllowedToolWithNothingButTheMountedFiles() throws Exception {
    assertThat(agent("notes")).isEqualTo(new Run(0, "list_notes\tRead\ncreate_note\tWrite\n"));

    var created = agent("notes", "create_note", "{\"title\":\"From an agent\"}");
    assertThat(created.output()).contains("From an agent");
    assertThat(created.status()).isZero();
    assertThat(agent("notes", "list_notes").output()).contains("From an agent");
  }

  @Test
  void agentRefusesWhatTheToolsetDoesNotList() throws Exception {
    assertThat(agent("notes", "delete_note", "{\"id\":\"note-1\"}"))
        .isEqualTo(new Run(3, "delete_note is not allowed on notes\n"));
    assertThat(agent("mail", "send"))
        .isEqualTo(new Run(3, "mail is unavailable: ReconnectRequired\n"));
  }

  private record Run(int status, String output) {}

  private Run agent(String... arguments) throws Exception {
    var provisioned = Provisioned.locate();
    var command =
        new ArrayList<>(
            List.of(
                provisioned.nodeExecutable().toString(),
                provisioned.mcpScript("agent.mjs").toString(),
                mounted.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }
}
