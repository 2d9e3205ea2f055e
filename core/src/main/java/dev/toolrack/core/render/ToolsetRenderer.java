package dev.toolrack.core.render;

import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.UnavailablePart;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.view.Memo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes an agent's files and keeps both outputs below what the API server takes: over {@link
 * #LIMIT} whole servers leave, the largest first, until both fit, so that a withdrawal never waits
 * for space.
 */
public final class ToolsetRenderer {
  /** Bytes of data in one ConfigMap or Secret. */
  public static final int LIMIT = 900 * 1024;

  /** The longest credential value, once under its own key and once in mcp.resolved.json. */
  private static final int CREDENTIAL_BYTES = 2 * 8192;

  private ToolsetRenderer() {}

  /**
   * One server of an agent, ready to be written.
   *
   * @param memo its texts
   */
  public record RenderedServer(
      ServerPart part, SortedMap<String, CredentialSource> credentials, Memo memo) {

    /** One that was not written yet. */
    public RenderedServer(ServerPart part, SortedMap<String, CredentialSource> credentials) {
      this(part, credentials, new Memo());
    }

    /** What stands for it in the list of servers. */
    private String text() {
      return memo.of(String.class, "toolset", () -> ToolsetText.element(part));
    }
  }

  /** The files, and which servers found no room. */
  public record Rendering(AgentOutputs outputs, List<ServerPart> leftOut) {}

  /** Renders the servers and, as {@code unavailable}, those that cannot be used. */
  public static Rendering render(
      AgentPart agent, List<RenderedServer> servers, List<UnavailablePart> unavailable) {
    var included = new ArrayList<>(servers);
    included.sort(Comparator.comparing(s -> s.part().name()));
    var leftOut = new ArrayList<ServerPart>();
    var outputs = outputs(agent, included, unavailable, leftOut);
    while (!fits(outputs) && !included.isEmpty()) {
      RenderedServer largest =
          included.stream().max(Comparator.comparingInt(ToolsetRenderer::size)).orElseThrow();
      included.remove(largest);
      leftOut.add(largest.part());
      outputs = outputs(agent, included, unavailable, leftOut);
    }
    return new Rendering(outputs, List.copyOf(leftOut));
  }

  private static AgentOutputs outputs(
      AgentPart agent,
      List<RenderedServer> included,
      List<UnavailablePart> unavailable,
      List<ServerPart> leftOut) {
    var parts = included.stream().map(RenderedServer::part).toList();
    var missing = new ArrayList<>(unavailable);
    leftOut.forEach(
        s -> missing.add(new UnavailablePart(s.name(), s.integration(), Reason.TOO_LARGE.wire())));
    missing.sort(Comparator.comparing(UnavailablePart::name));
    var files = new TreeMap<String, String>();
    files.put(
        AgentOutputs.TOOLSET_FILE,
        ToolsetText.of(agent, included.stream().map(RenderedServer::text).toList(), missing));
    files.put(AgentOutputs.CLIENT_FILE, JsonText.of(McpClientConfig.withPlaceholders(parts)));
    var credentials = new TreeMap<String, CredentialSource>();
    included.forEach(s -> credentials.putAll(s.credentials()));
    return new AgentOutputs(files, parts, credentials);
  }

  private static boolean fits(AgentOutputs outputs) {
    return surelyFits(outputs) || reallyFits(outputs);
  }

  /** No character has more than three bytes: nearly always there is nothing to count. */
  private static boolean surelyFits(AgentOutputs outputs) {
    long characters = outputs.toolset().values().stream().mapToLong(String::length).sum();
    return 2 * 3 * characters + (long) outputs.credentials().size() * CREDENTIAL_BYTES <= LIMIT;
  }

  private static boolean reallyFits(AgentOutputs outputs) {
    int clientBytes = bytes(outputs.toolset().getOrDefault(AgentOutputs.CLIENT_FILE, ""));
    return outputs.toolset().values().stream().mapToInt(ToolsetRenderer::bytes).sum() <= LIMIT
        && clientBytes + outputs.credentials().size() * CREDENTIAL_BYTES <= LIMIT;
  }

  private static int size(RenderedServer server) {
    return bytes(JsonText.of(server.part()))
        + bytes(JsonText.of(Map.copyOf(server.part().headers())))
        + server.credentials().size() * CREDENTIAL_BYTES;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
