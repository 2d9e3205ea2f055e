package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule about tools; the same shape on connectors, integrations and bindings. Read top-down: for
 * each attribute the first matching rule that sets it decides.
 *
 * @param name unique in its list; explanations name it
 * @param match which tools; everything given must hold, nothing given is every tool
 * @param enabled whether the tool is on
 * @param approval whether a person is asked
 * @param access corrects the tool's class; connectors and integrations only
 * @param reason shown in explanations
 * @param unknown fields of a newer version of the API; a rule that has some loosens nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ToolRule(
    String name,
    Match match,
    @Nullable Boolean enabled,
    @Nullable Approval approval,
    @Nullable AccessClass access,
    @Nullable String reason,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
  public ToolRule {
    match = match == null ? new Match(List.of(), null, List.of(), Map.of()) : match;
    unknown = unknown == null ? Map.of() : unknown;
  }

  /**
   * Which tools a rule speaks of.
   *
   * @param names globs ({@code *}, {@code ?}) over the server's own tool names
   * @param access the tool's class
   * @param servers aliases; bindings only
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Match(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> names,
      @Nullable AccessClass access,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> servers,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Match {
      names = names == null ? List.of() : List.copyOf(names);
      servers = servers == null ? List.of() : List.copyOf(servers);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }
}
