package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one alias for an agent.
 *
 * @param alias the name of the server
 * @param state {@code Included}, {@code Unavailable}, {@code NotFound}, {@code Excluded}, {@code
 *     NotListed}, or {@code BindingDisabled}
 * @param integration who has the alias; absent where nobody has
 * @param reason of the closed set, where it is not included
 * @param why in words
 * @param remedy what to do about it; absent where nothing is to be done
 * @param candidates who wanted the alias, the winner first
 * @param tools how many the agent gets
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ServerExplanation(
    String alias,
    String state,
    @Nullable String integration,
    @Nullable String reason,
    @Nullable String why,
    @Nullable String remedy,
    List<Candidate> candidates,
    @Nullable Integer tools) {
  /** It is in the toolset. */
  public static final String INCLUDED = "Included";

  public ServerExplanation {
    candidates = List.copyOf(candidates);
  }

  /**
   * The same in other words.
   *
   * @param message what and, if it ends otherwise than the remedy so far, its own remedy
   */
  ServerExplanation because(String message) {
    String known = remedy;
    return known != null && message.endsWith(known)
        ? with(message.substring(0, message.length() - known.length()).strip(), known)
        : with(message, null);
  }

  private ServerExplanation with(String words, @Nullable String toDo) {
    return new ServerExplanation(alias, state, integration, reason, words, toDo, candidates, tools);
  }

  /**
   * Who wanted the alias.
   *
   * @param integration {@code namespace/name}
   * @param connector {@code namespace/name}
   * @param nearness where its namespace provides, seen from the agent
   * @param reach whom it reaches
   * @param override what may take its alias nearer to an agent
   * @param outcome {@code Holds}, or the reason why it lost
   * @param why in words
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Candidate(
      String integration,
      String connector,
      String nearness,
      String reach,
      String override,
      String outcome,
      @Nullable String why) {}
}
