package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an agent gets, and why.
 *
 * @param agent {@code namespace/name}
 * @param place what the labels of its namespace say; absent where they are not visible
 * @param enabled whether its binding is
 * @param source {@code Decided}: worked out here; {@code Status}: as the operator says, because not
 *     everything that it depends on is visible
 * @param servers by alias
 * @param delivered whether its toolset in the cluster says the same: {@code UpToDate}, {@code
 *     Differs} or {@code NotVisible}
 * @param notVisible what could not be read
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AgentExplanation(
    String agent,
    @Nullable Place place,
    boolean enabled,
    String source,
    List<ServerExplanation> servers,
    String delivered,
    List<String> notVisible) {
  public AgentExplanation {
    servers = List.copyOf(servers);
    notVisible = List.copyOf(notVisible);
  }
}
