package dev.toolrack.properties.oracle;

import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Known;
import dev.toolrack.properties.model.Cluster.Listed;
import dev.toolrack.properties.model.Cluster.Secret;
import dev.toolrack.properties.model.Cluster.Tool;
import dev.toolrack.properties.oracle.Policy.Answer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an agent gets, by the text. */
public final class Oracle {
  private final Cluster cluster;
  private final Scopes scopes;

  /** A second opinion about a cluster. */
  public Oracle(Cluster cluster) {
    this.cluster = cluster;
    this.scopes = new Scopes(cluster);
  }

  /**
   * What an agent gets.
   *
   * @param servers by alias
   * @param unavailable by alias: {@code namespace/name} of the integration, or nothing where the
   *     alias is nobody's
   */
  public record Toolset(Map<String, Server> servers, Map<String, String> unavailable) {}

  /**
   * One server.
   *
   * @param secret whether its token is delivered
   * @param tools by name; disabled ones are not there
   */
  public record Server(String integration, boolean secret, Map<String, Verdict> tools) {}

  /** A tool's class, its approval, and how it begins to say who decided. */
  public record Verdict(String access, String approval, String by) {}

  /** What an agent gets. */
  public Toolset toolset(Bot bot) {
    var toolset = new Toolset(new TreeMap<>(), new TreeMap<>());
    if (!bot.enabled()) {
      return toolset;
    }
    for (String alias : aliases(bot)) {
      Optional<Listed> listed =
          bot.servers().orElse(List.of()).stream().filter(l -> l.alias().equals(alias)).findFirst();
      if (bot.servers().isPresent() && listed.isEmpty()) {
        continue;
      }
      Optional<Integration> holder = holder(alias, bot);
      if (holder.isEmpty()) {
        if (listed.isPresent()) {
          toolset.unavailable().put(alias, "");
        }
      } else if (!bot.exclude().contains(alias)) {
        String pinned = listed.flatMap(Listed::integration).orElse(holder.get().ref());
        Optional<Server> server =
            pinned.equals(holder.get().ref()) ? server(holder.get(), bot) : Optional.empty();
        server.ifPresentOrElse(
            included -> toolset.servers().put(alias, included),
            () -> toolset.unavailable().put(alias, holder.get().ref()));
      }
    }
    return toolset;
  }

  /** Every name that might mean something to the agent. */
  private Set<String> aliases(Bot bot) {
    Set<String> aliases = new TreeSet<>();
    cluster.integrations().forEach(i -> aliases.add(i.effectiveAlias()));
    bot.servers().ifPresent(all -> all.forEach(l -> aliases.add(l.alias())));
    return aliases;
  }

  /** Everybody who may be used by the agent under the alias. */
  public List<Integration> candidates(String alias, Bot bot) {
    return cluster.integrations().stream()
        .filter(i -> i.effectiveAlias().equals(alias) && Words.isAlias(alias))
        .filter(i -> scopes.admits(i, bot))
        .toList();
  }

  /** Who has the alias for the agent. */
  public Optional<Integration> holder(String alias, Bot bot) {
    Comparator<Integration> farthestFirst =
        Comparator.<Integration>comparingInt(i -> scopes.nearness(i, bot))
            .thenComparing(Integration::namespace)
            .thenComparing(Integration::name);
    var left = new ArrayList<>(candidates(alias, bot));
    left.sort(farthestFirst);
    // The widest lock beats every nearer one, and those that are just as near.
    for (Integration locked : List.copyOf(left)) {
      if (locks(locked)) {
        int at = scopes.nearness(locked, bot);
        left.removeIf(i -> !i.equals(locked) && scopes.nearness(i, bot) >= at);
        break;
      }
    }
    // From the farthest on: a nearer one takes the alias if all who had it so far let it.
    var had = new ArrayList<Integration>();
    for (Integration next : left) {
      if (had.stream().allMatch(farther -> lets(farther, next, bot))) {
        had.add(next);
      }
    }
    return had.isEmpty() ? Optional.empty() : Optional.of(had.getLast());
  }

  private boolean lets(Integration farther, Integration nearer, Bot bot) {
    return scopes.nearness(nearer, bot) > scopes.nearness(farther, bot)
        && (farther.override().equals("Any") || farther.connector().equals(nearer.connector()));
  }

  private static boolean locks(Integration integration) {
    boolean verified =
        Set.of(Known.GOOD, Known.STALE, Known.REFUSED).contains(integration.server());
    return integration.override().equals("Locked") && (verified || !integration.enabled());
  }

  private Optional<Server> server(Integration integration, Bot bot) {
    Optional<Connector> connector = usable(integration);
    boolean answers = Set.of(Known.GOOD, Known.STALE).contains(integration.server());
    if (connector.isEmpty() || !answers || !mayHave(integration.secret(), integration, bot)) {
      return Optional.empty();
    }
    var policy = new Policy(connector.get(), integration, bot);
    var tools = new TreeMap<String, Verdict>();
    for (Tool tool : connector.get().tools()) {
      Answer answer = policy.answer(tool);
      if (!answer.verdict().equals("Disabled")) {
        tools.put(tool.name(), new Verdict(answer.access(), answer.verdict(), answer.by()));
      }
    }
    return tools.isEmpty()
        ? Optional.empty()
        : Optional.of(new Server(integration.ref(), integration.secret() != Secret.NONE, tools));
  }

  /** The connector, if both are switched on and it is lent to the integration. */
  private Optional<Connector> usable(Integration integration) {
    return cluster.connectors().stream()
        .filter(c -> c.ref().equals(integration.connector()))
        .filter(c -> integration.enabled() && c.enabled())
        .filter(c -> scopes.lendsConnectors(c.namespace(), integration.namespace()))
        .findFirst();
  }

  private static boolean mayHave(Secret secret, Integration integration, Bot bot) {
    return switch (secret) {
      case NONE, SCOPE -> true;
      case NAMESPACE -> integration.namespace().equals(bot.namespace());
      case ABSENT, UNLABELLED, ELSEWHERE, NO_SUCH_KEY, NO_HEADER_VALUE -> false;
    };
  }
}
