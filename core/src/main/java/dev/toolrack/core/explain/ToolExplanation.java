package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolrack.core.policy.Opinion;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Why an agent has a tool, or has not.
 *
 * @param agent {@code namespace/name}
 * @param tool the server's own name
 * @param present whether the agent has it
 * @param cause in one word
 * @param why in words
 * @param remedy what to do about it; absent where nothing is to be done
 * @param verdict what was decided; absent where it did not come to that
 * @param definition what the server said of it; absent where it said nothing
 * @param server the alias and who wanted it; absent where no alias is meant
 * @param integration who offers it; absent where nobody does
 * @param elsewhere integrations that the agent does not get it from, and what each would need
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ToolExplanation(
    String agent,
    String tool,
    boolean present,
    Cause cause,
    String why,
    @Nullable String remedy,
    @Nullable Decided verdict,
    @Nullable Definition definition,
    @Nullable ServerExplanation server,
    @Nullable IntegrationExplanation integration,
    List<OutOfReach> elsewhere) {
  public ToolExplanation {
    elsewhere = List.copyOf(elsewhere);
  }

  /** Why a tool is there or is not. */
  public enum Cause {
    /** It is in the toolset. */
    PRESENT("Present"),
    /** The binding's spec.enabled is false. */
    BINDING_DISABLED("BindingDisabled"),
    /** The labels of the agent's namespace contradict each other. */
    SCOPE_INVALID("ScopeInvalid"),
    /** The binding's spec.exclude names the server. */
    EXCLUDED("Excluded"),
    /** The binding's spec.servers does not name the server. */
    NOT_LISTED("NotListed"),
    /** Integrations of that alias, or with that tool, do not reach the agent. */
    OUT_OF_REACH("OutOfReach"),
    /** No integration has that alias. */
    NO_SUCH_SERVER("NoSuchServer"),
    /** The server cannot be used now. */
    SERVER_UNAVAILABLE("ServerUnavailable"),
    /** The toolset has no room for the server. */
    TOO_LARGE("TooLarge"),
    /** An integration that lost the alias has the tool; the one that holds it has not. */
    SHADOWED("Shadowed"),
    /** The server lists it, and its definition is invalid. */
    LEFT_OUT("LeftOut"),
    /** The server does not list it. */
    NO_SUCH_TOOL("NoSuchTool"),
    /** A rule switches it off. */
    OFF("Off"),
    /** Its definition changed and is not approved. */
    HELD("Held"),
    /** It depends on what may not be read. */
    NOT_VISIBLE("NotVisible");

    private final String wire;

    Cause(String wire) {
      this.wire = wire;
    }

    /** The spelling in reports. */
    @JsonValue
    public String wire() {
      return wire;
    }
  }

  /**
   * What was decided about a tool.
   *
   * @param decision {@code Auto}, {@code Ask} or {@code Disabled}
   * @param access Read, Write or Unknown
   * @param accessBy why it has that class; absent where the connector is not visible
   * @param decidedBy the rule or seed
   * @param reason the deciding rule's own words
   * @param opinions everything that was said; the strictest wins
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Decided(
      String decision,
      String access,
      @Nullable String accessBy,
      String decidedBy,
      @Nullable String reason,
      List<Said> opinions) {
    public Decided {
      opinions = List.copyOf(opinions);
    }
  }

  /**
   * What one place said.
   *
   * @param place Guardrail, Seed, Integration, Name, Definition or Binding
   * @param says in the words of a rule
   * @param by the rule or the seed
   * @param reason the rule's own words
   * @param effect {@code Auto}, {@code Ask}, {@code Disabled}, or {@code none}
   * @param decides whether this is the one that decided
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Said(
      String place,
      String says,
      String by,
      @Nullable String reason,
      String effect,
      boolean decides) {
    static Said of(Opinion opinion, String decidedBy) {
      String place = opinion.place().name();
      return new Said(
          place.charAt(0) + place.substring(1).toLowerCase(Locale.ROOT),
          opinion.says(),
          opinion.by(),
          opinion.reason(),
          Words.of(opinion.decision()),
          opinion.decision() != null && opinion.by().equals(decidedBy));
    }
  }

  /**
   * What the server said of a tool.
   *
   * @param id the full name
   * @param llmName the name that LLMs see
   * @param title for people
   * @param digest of the definition
   * @param bytes of the definition
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Definition(
      String id, String llmName, @Nullable String title, @Nullable String digest, int bytes) {}
}
