package dev.toolrack.core.impact;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change does to one agent.
 *
 * @param agent {@code namespace/name}
 * @param kind {@code Added}, {@code Removed} or {@code Changed}
 * @param servers servers that come, go or become unavailable
 * @param gained tools that it gets, by their full name
 * @param lost tools that it loses
 * @param changed tools that stay and are decided about otherwise
 * @param credentialsGained keys of its credentials Secret that come
 * @param credentialsLost keys that go
 * @param toolsetDigest SHA-256 of toolset.json as it would be; absent where the agent is gone
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record AgentImpact(
    String agent,
    Kind kind,
    List<ServerChange> servers,
    List<Tool> gained,
    List<Tool> lost,
    List<ToolChange> changed,
    List<String> credentialsGained,
    List<String> credentialsLost,
    @Nullable String toolsetDigest) {
  public AgentImpact {
    servers = List.copyOf(servers);
    gained = List.copyOf(gained);
    lost = List.copyOf(lost);
    changed = List.copyOf(changed);
    credentialsGained = List.copyOf(credentialsGained);
    credentialsLost = List.copyOf(credentialsLost);
  }

  /** What happens to the agent itself. */
  public enum Kind {
    /** It is new. */
    ADDED("Added"),
    /** It is gone. */
    REMOVED("Removed"),
    /** Its toolset is another one. */
    CHANGED("Changed");

    private final String wire;

    Kind(String wire) {
      this.wire = wire;
    }

    /** The spelling in reports. */
    @JsonValue
    public String wire() {
      return wire;
    }
  }

  /**
   * A server before and after.
   *
   * @param before the integration, with the reason where it is unavailable; absent = not there
   * @param after the same
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ServerChange(String alias, @Nullable String before, @Nullable String after) {}

  /** A tool and what was decided about it. */
  public record Tool(String id, String approval, String decidedBy) {}

  /** A tool that stays. */
  public record ToolChange(
      String id, String approvalBefore, String approval, String access, String decidedBy) {}

  /** Whether anything comes that was not there: tools, or tools that ask no more. */
  public boolean isLooser() {
    return !gained.isEmpty()
        || changed.stream()
            .anyMatch(c -> c.approvalBefore().equals("Ask") && c.approval().equals("Auto"));
  }
}
