package dev.toolrack.core.impact;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a change would do.
 *
 * @param agents those whose toolset would be another one
 * @param integrations those whose state would be another one
 * @param verifying integrations whose server would be asked before any of its tools is offered;
 *     what it will list is not known
 * @param undecided agents of which nothing can be told, because they depend on what is not visible
 * @param notVisible what could not be read
 * @param notPart objects of the change that have no part in toolsets
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Impact(
    List<AgentImpact> agents,
    List<IntegrationImpact> integrations,
    List<String> verifying,
    List<String> undecided,
    List<String> notVisible,
    List<String> notPart) {
  public Impact {
    agents = List.copyOf(agents);
    integrations = List.copyOf(integrations);
    verifying = List.copyOf(verifying);
    undecided = List.copyOf(undecided);
    notVisible = List.copyOf(notVisible);
    notPart = List.copyOf(notPart);
  }

  /**
   * An integration before and after.
   *
   * @param before its state; absent = not there
   * @param after the same
   * @param reason why it is not usable then
   * @param message in words, with the remedy
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record IntegrationImpact(
      String integration,
      @Nullable String before,
      @Nullable String after,
      @Nullable String reason,
      @Nullable String message) {}

  /** Whether nothing would be otherwise. */
  public boolean isNothing() {
    return agents.isEmpty() && integrations.isEmpty() && undecided.isEmpty();
  }
}
