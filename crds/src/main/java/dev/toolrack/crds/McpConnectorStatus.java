package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator found out about a connector.
 *
 * @param auth how its server says that it wants callers to authenticate
 * @param server what its server said of itself
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record McpConnectorStatus(
    @Nullable Long observedGeneration,
    @Nullable Auth auth,
    @Nullable Server server,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions) {
  public McpConnectorStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }

  /** Hints for people, in the server's words; cleaned and capped. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Auth(
      @Nullable AuthScheme scheme,
      @Nullable String issuer,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> scopes) {
    public Auth {
      scopes = scopes == null ? List.of() : List.copyOf(scopes);
    }
  }

  /** Name and version in the server's words, cleaned and capped, and how it was spoken with. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Server(
      @Nullable String name,
      @Nullable String version,
      @Nullable String protocolVersion,
      @Nullable ServerEra era) {}
}
