package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every tool of an integration, or of an agent's servers, those that are off included.
 *
 * @param kind {@code Integration} or {@code Agent}
 * @param name {@code namespace/name}
 * @param tools by server and name
 * @param notes what cannot be listed, and why
 * @param notVisible what could not be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolTable(
    String kind, String name, List<Row> tools, List<String> notes, List<String> notVisible) {
  public ToolTable {
    tools = List.copyOf(tools);
    notes = List.copyOf(notes);
    notVisible = List.copyOf(notVisible);
  }

  /**
   * One tool.
   *
   * @param server its alias
   * @param access Read, Write or Unknown; absent where its definition is invalid
   * @param decision {@code Auto}, {@code Ask}, {@code Disabled}, {@code Held} or {@code LeftOut}
   * @param decidedBy the rule or seed, or what is wrong with its definition
   * @param reason the deciding rule's own words
   * @param digest of its definition
   * @param bytes of its definition
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String server,
      String tool,
      @Nullable String title,
      @Nullable String access,
      String decision,
      String decidedBy,
      @Nullable String reason,
      @Nullable String digest,
      @Nullable Integer bytes) {}
}
