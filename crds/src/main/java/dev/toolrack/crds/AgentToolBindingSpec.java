package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an agent takes and tightens.
 *
 * @param enabled {@code false} empties both outputs
 * @param serviceAccountName injection only into pods of this account; {@code null} = into all that
 *     ask. Read by the admission policy that injects, never by the operator
 * @param servers only these, by alias; {@code null} = every available one, empty = none
 * @param exclude aliases that are left out
 * @param tools rules that only tighten
 * @param budget reported, never enforced by dropping
 * @param unknown fields of a newer version of the API, by name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentToolBindingSpec(
    Boolean enabled,
    @Nullable String serviceAccountName,
    @Nullable List<Server> servers,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> exclude,
    Tools tools,
    @Nullable Budget budget,
    @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {

  /** Fills in the schema's defaults, for objects that no API server has seen. */
  public AgentToolBindingSpec {
    enabled = enabled == null || enabled;
    servers = servers == null ? null : List.copyOf(servers);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
    tools = tools == null ? new Tools(List.of(), Map.of()) : tools;
    unknown = unknown == null ? Map.of() : unknown;
  }

  /**
   * One server that the agent takes.
   *
   * @param alias its name
   * @param integration {@code namespace/name} that must hold the alias; another one makes it
   *     unavailable
   * @param required without it the binding is not ready
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Server(
      String alias,
      @Nullable String integration,
      Boolean required,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Server {
      required = required != null && required;
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** The binding's tool policy. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Tools(
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ToolRule> rules,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Tools {
      rules = rules == null ? List.of() : List.copyOf(rules);
      unknown = unknown == null ? Map.of() : unknown;
    }
  }

  /** Limits that are reported when they are exceeded. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Budget(
      @Nullable Long maxTools,
      @Nullable Long maxContextBytes,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> unknown) {
    public Budget {
      unknown = unknown == null ? Map.of() : unknown;
    }

    public Budget(@Nullable Long maxTools, @Nullable Long maxContextBytes) {
      this(maxTools, maxContextBytes, Map.of());
    }
  }
}
