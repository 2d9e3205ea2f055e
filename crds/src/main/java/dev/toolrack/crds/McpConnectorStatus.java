package dev.toolrack.crds;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the operator found out about a connector. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record McpConnectorStatus(
    @Nullable Long observedGeneration,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Condition> conditions) {
  public McpConnectorStatus {
    conditions = conditions == null ? List.of() : List.copyOf(conditions);
  }
}
