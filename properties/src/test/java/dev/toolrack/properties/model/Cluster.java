package dev.toolrack.properties.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A cluster as people declare it, and what its servers answer. Plain data, in terms of the API:
 * both the code under test and the oracle read it, and neither reads the other's.
 *
 * @param labelsProtected whether labels of namespaces may decide across namespaces
 */
public record Cluster(
    List<Place> places,
    List<Connector> connectors,
    List<Integration> integrations,
    List<Bot> bots,
    boolean labelsProtected) {

  /** A namespace. */
  public record Place(String name, Map<String, String> labels) {}

  /**
   * An McpConnector and the tools of its server.
   *
   * @param trust {@code Trusted} or {@code Untrusted}
   * @param seed {@code Verbs} or {@code Ask}
   */
  public record Connector(
      String namespace,
      String name,
      boolean enabled,
      String trust,
      String seed,
      List<Rule> rules,
      List<Tool> tools) {

    /** {@code namespace/name}. */
    public String ref() {
      return namespace + "/" + name;
    }

    /** Another one for each connector. */
    public String url() {
      return "https://" + name + "." + namespace + ".example.com/mcp";
    }
  }

  /** A tool as a server lists it. An absent hint is not sent. */
  public record Tool(
      String name, String description, Optional<Boolean> readOnly, Optional<Boolean> destructive) {}

  /**
   * A rule of any place.
   *
   * @param names globs; empty = not given
   * @param servers aliases, in bindings only; empty = not given
   * @param access of the match
   * @param approval {@code Default}, {@code Ask} or {@code Auto}
   * @param corrects the class
   */
  public record Rule(
      String name,
      List<String> names,
      Optional<String> access,
      List<String> servers,
      Optional<Boolean> enabled,
      Optional<String> approval,
      Optional<String> corrects) {}

  /**
   * An McpIntegration.
   *
   * @param connector {@code namespace/name}
   * @param override {@code SameConnector}, {@code Any} or {@code Locked}
   * @param secret the state of the Secret whose token is sent
   * @param server what became of its verifications
   */
  public record Integration(
      String namespace,
      String name,
      Optional<String> alias,
      String connector,
      boolean enabled,
      Access access,
      String override,
      Secret secret,
      Known server,
      List<Rule> rules) {

    /** {@code namespace/name}. */
    public String ref() {
      return namespace + "/" + name;
    }

    /** The name that agents see. */
    public String effectiveAlias() {
      return alias.orElse(name);
    }
  }

  /**
   * {@code spec.access}.
   *
   * @param from {@code Namespace}, {@code Scope} or {@code Selected}
   * @param scope org, team, project; those that are given
   */
  public record Access(String from, Map<String, String> scope, List<Selected> selected) {}

  /** An entry of {@code access.selected}: by name, or by labels. */
  public record Selected(
      Optional<String> namespace, Map<String, String> matchLabels, List<String> agents) {}

  /** The Secret that an integration names; its name is the integration's. */
  public enum Secret {
    /** The integration names none. */
    NONE,
    /** It may travel wherever the integration reaches. */
    SCOPE,
    /** It stays in its namespace. */
    NAMESPACE,
    ABSENT,
    UNLABELLED,
    ELSEWHERE,
    NO_SUCH_KEY,
    NO_HEADER_VALUE
  }

  /** What became of an integration's verifications. */
  public enum Known {
    /** It was not asked yet. */
    NOTHING,
    /** The last answer was good. */
    GOOD,
    /** It was good, and is out of reach now. */
    STALE,
    /** It never answered. */
    NEVER_REACHED,
    /** It was good, and refuses the credential now. */
    REFUSED
  }

  /** An AgentToolBinding. */
  public record Bot(
      String namespace,
      String name,
      boolean enabled,
      Optional<List<Listed>> servers,
      List<String> exclude,
      List<Rule> rules,
      Optional<Integer> maxTools) {

    /** {@code namespace/name}. */
    public String ref() {
      return namespace + "/" + name;
    }
  }

  /** An entry of {@code spec.servers}. */
  public record Listed(String alias, Optional<String> integration, boolean required) {}
}
