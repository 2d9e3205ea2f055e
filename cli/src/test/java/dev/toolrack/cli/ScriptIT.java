package dev.toolrack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.mcp.NotesServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code cli/mcp} as a person starts it. */
class ScriptIT {
  @Test
  void verifiesAndCalls(@TempDir Path directory) throws Exception {
    Path token = Files.writeString(directory.resolve("token"), "a-token");
    try (NotesServer notes = NotesServer.start("a-token")) {
      List<String> options =
          List.of("--allow-loopback", "--bearer-file", token.toString(), notes.url().toString());
      assertThat(mcp("verify", options).out())
          .contains("server     notes 1.0.0")
          .contains("search_notes");
      Run searched = mcp("call", options, "search_notes", "--arguments", "{\"query\":\"lemon\"}");
      assertThat(searched.out()).contains("two lemons");
      assertThat(searched.status()).isZero();
      assertThat(mcp("verify", List.of("https://127.0.0.1/")).status()).isEqualTo(Mcp.FAILED);
    }
  }

  private static Run mcp(String command, List<String> options, String... more) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Provisioned.locate().root().resolve("cli/mcp").toString());
    line.add(command);
    line.addAll(options);
    line.addAll(List.of(more));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return Run.heard(new Run(process.waitFor(), out, ""), line.toArray(String[]::new));
  }
}
