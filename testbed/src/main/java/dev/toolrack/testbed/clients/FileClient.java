package dev.toolrack.testbed.clients;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.testbed.Provisioned;
import dev.toolrack.testbed.TestbedException;
import dev.toolrack.testbed.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * A client that reads an {@code mcpServers} file as it is. Each runs in a process of its own, by a
 * script in {@code testbed/mcp-clients} that does nothing but hand it the file and print what it
 * found.
 */
public enum FileClient {
  /** The MCP project's Inspector (npm): opens the file. */
  INSPECTOR("inspector.mjs", false, true),
  /** mcporter (npm): opens the file, expands placeholders. */
  MCPORTER("mcporter.mjs", true, true),
  /** LangChain's adapters for JavaScript (npm): take the parsed file. */
  LANGCHAIN_JS("langchain.mjs", false, false),
  /** FastMCP (PyPI): opens the file. */
  FASTMCP("fastmcp_reader.py", false, true),
  /** Pydantic AI (PyPI): opens the file, expands placeholders. */
  PYDANTIC_AI("pydantic_ai_reader.py", true, true);

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PATIENCE_SECONDS = 120;

  private final String script;
  private final boolean expands;
  private final boolean readsNothing;

  FileClient(String script, boolean expands, boolean readsNothing) {
    this.script = script;
    this.expands = expands;
    this.readsNothing = readsNothing;
  }

  /** Whether it replaces {@code ${NAME}} by variables of its environment. */
  public boolean expands() {
    return expands;
  }

  /** Whether it accepts a file without servers. */
  public boolean readsNothing() {
    return readsNothing;
  }

  /** Why it cannot be run on this machine; empty if it can. */
  public Optional<String> missing() {
    return python() && !Files.exists(interpreter())
        ? Optional.of("testbed/provision found no Python for the clients written in Python")
        : Optional.empty();
  }

  /**
   * Has the client read a file, list the tools of every server in it and call one of them.
   *
   * @param file what it reads
   * @param tool the tool to call, without arguments, at each server that has it
   * @param variables its environment, beside a home of its own
   * @return what it found, by the names of servers in the file
   * @throws TestbedException if the client does not accept the file
   */
  public SortedMap<String, ServerReading> read(
      Path file, String tool, Map<String, String> variables) {
    try (var workspace = Workspace.create()) {
      var command =
          List.of(
              interpreter().toString(), folder().resolve(script).toString(), file.toString(), tool);
      return report(run(command, variables, workspace));
    } catch (IOException e) {
      throw new TestbedException(this + " cannot be run.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TestbedException(this + " was interrupted.", e);
    }
  }

  private String run(List<String> command, Map<String, String> variables, Workspace workspace)
      throws IOException, InterruptedException {
    Path errors = workspace.file("errors");
    Path output = workspace.file("output");
    Path home = Files.createDirectory(workspace.file("home"));
    var builder =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectError(errors.toFile())
            .redirectOutput(output.toFile());
    // Nothing of this user's: several clients look for files of other clients in the home.
    builder.environment().keySet().retainAll(List.of("PATH", "LANG"));
    builder.environment().putAll(variables);
    builder.environment().put("HOME", home.toString());
    builder.environment().put("MCP_INSPECTOR_SECRET_STORE", "memory");
    Process process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new TestbedException(this + " did not end.\n" + Files.readString(errors));
    }
    if (process.exitValue() != 0) {
      throw new TestbedException(this + " failed.\n" + Files.readString(errors));
    }
    return Files.readString(output);
  }

  private static SortedMap<String, ServerReading> report(String json)
      throws JsonProcessingException {
    var servers = new TreeMap<String, ServerReading>();
    for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
      var tools =
          StreamSupport.stream(entry.getValue().path("tools").spliterator(), false)
              .map(JsonNode::asText)
              .toList();
      servers.put(
          entry.getKey(),
          new ServerReading(
              tools,
              entry.getValue().path("answer").asText(""),
              entry.getValue().path("failure").asText("")));
    }
    return servers;
  }

  private boolean python() {
    return script.endsWith(".py");
  }

  private Path interpreter() {
    return python() ? folder().resolve(".venv/bin/python") : Provisioned.locate().nodeExecutable();
  }

  private static Path folder() {
    return Provisioned.locate().mcpClients();
  }
}
