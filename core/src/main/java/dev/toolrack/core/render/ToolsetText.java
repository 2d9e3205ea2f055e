package dev.toolrack.core.render;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.toolrack.core.render.ToolsetDocument.AgentPart;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.UnavailablePart;
import java.util.List;

/**
 * Puts toolset.json together from the texts of its servers, which most agents have in common. The
 * bytes are those of {@link ToolsetDocument} written as a whole.
 */
final class ToolsetText {
  /** An element of the list of servers is two levels deep. */
  private static final String INDENT = "\n    ";

  private ToolsetText() {}

  @JsonPropertyOrder({"schema", "agent", "servers", "unavailable"})
  private record Document(
      String schema, AgentPart agent, List<RawValue> servers, List<UnavailablePart> unavailable) {}

  /** The text of one server as it stands in the list. Line feeds in strings are escaped ones. */
  static String element(ServerPart server) {
    return JsonText.of(server).stripTrailing().replace("\n", INDENT);
  }

  /**
   * The whole text.
   *
   * @param servers the elements of the list
   */
  static String of(AgentPart agent, List<String> servers, List<UnavailablePart> unavailable) {
    return JsonText.of(
        new Document(
            ToolsetDocument.SCHEMA,
            agent,
            servers.stream().map(RawValue::new).toList(),
            unavailable));
  }
}
