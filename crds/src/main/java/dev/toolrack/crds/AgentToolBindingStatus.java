package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an agent got.
 *
 * @param path where the agent belongs, for people
 * @param servers number of servers in the toolset
 * @param tools number of tools in the toolset
 * @param contextBytes UTF-8 bytes of the enabled tools' definitions in RFC 8785 form
 * @param integrations each server and why; included ones first, at most 128
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentToolBindingStatus(
    @Nullable Long observedGeneration,
    @Nullable String path,
    @Nullable Integer servers,
    @Nullable Integer tools,
    @Nullable Long contextBytes,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Entry> integrations,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions) {
  public AgentToolBindingStatus {
    integrations = integrations == null ? List.of() : List.copyOf(integrations);
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /**
   * One server of the agent.
   *
   * @param integration {@code namespace/name}, or the alias alone where nothing holds it
   * @param tools number of tools that are on; only with {@code Included}
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(
      String integration,
      String alias,
      ServerState state,
      @Nullable Integer tools,
      @Nullable String reason) {}
}
