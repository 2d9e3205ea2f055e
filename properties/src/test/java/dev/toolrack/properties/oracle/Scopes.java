package dev.toolrack.properties.oracle;

import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Place;
import dev.toolrack.properties.model.Cluster.Selected;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who reaches whom, by the labels of namespaces. */
final class Scopes {
  private static final String US = "toolrack.dev/";
  private static final List<String> LEVELS = List.of("org", "team", "project");
  private static final List<String> NAMES = List.of("Org", "Team", "Project");

  private final Cluster cluster;

  Scopes(Cluster cluster) {
    this.cluster = cluster;
  }

  private Map<String, String> labels(String namespace) {
    return cluster.places().stream()
        .filter(place -> place.name().equals(namespace))
        .map(Place::labels)
        .findFirst()
        .orElseThrow();
  }

  /** Whether the labels say something that they cannot mean, the providing one aside. */
  boolean isInvalid(String namespace) {
    Map<String, String> labels = labels(namespace);
    for (String key : labels.keySet()) {
      if (key.startsWith(US)) {
        boolean known =
            Set.of("org", "team", "project", "provides").contains(key.substring(US.length()));
        if (!known
            || !labels.getOrDefault(key, "").matches("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?")) {
          return true;
        }
      }
    }
    return (labels.containsKey(US + "team") && !labels.containsKey(US + "org"))
        || (labels.containsKey(US + "project") && !labels.containsKey(US + "team"));
  }

  /** The path of a namespace: its org, its team, its project, as many as there are. */
  List<String> path(String namespace) {
    var path = new ArrayList<String>();
    for (String level : LEVELS) {
      String value = labels(namespace).get(US + level);
      if (value != null) {
        path.add(value);
      }
    }
    return path;
  }

  /** Whether the label that says whom it provides for is there and fits. */
  boolean provides(String namespace) {
    String value = labels(namespace).get(US + "provides");
    if (value == null || isInvalid(namespace)) {
      return false;
    }
    int depth = path(namespace).size();
    return depth == 0 ? value.equals("Cluster") : value.equals(NAMES.get(depth - 1));
  }

  /** Whether it reaches nothing, itself included. */
  boolean reachesNothing(String namespace) {
    return isInvalid(namespace)
        || (labels(namespace).containsKey(US + "provides") && !provides(namespace));
  }

  /** Whether a namespace belongs anywhere. */
  private boolean isLabelled(String namespace) {
    return !isInvalid(namespace)
        && (!path(namespace).isEmpty() || "Cluster".equals(labels(namespace).get(US + "provides")));
  }

  /** Whether a path, shorter or equal, begins the other namespace's. */
  private boolean covers(List<String> path, String namespace) {
    List<String> other = path(namespace);
    return isLabelled(namespace)
        && path.size() <= other.size()
        && path.equals(other.subList(0, path.size()));
  }

  /** Whether a connector of one namespace may be used by integrations of another. */
  boolean lendsConnectors(String from, String to) {
    return from.equals(to)
        || (cluster.labelsProtected() && provides(from) && covers(path(from), to));
  }

  /** Whether an integration lets an agent use it. */
  boolean admits(Integration integration, Bot bot) {
    String home = integration.namespace();
    boolean atHome = home.equals(bot.namespace());
    if (reachesNothing(home) || (!cluster.labelsProtected() && !atHome)) {
      return false;
    }
    return switch (integration.access().from()) {
      case "Namespace" -> atHome;
      case "Scope" -> provides(home) && narrowedReach(integration, bot);
      default -> isSelected(integration, bot);
    };
  }

  private boolean narrowedReach(Integration integration, Bot bot) {
    List<String> reach = new ArrayList<>(path(integration.namespace()));
    Map<String, String> scope = integration.access().scope();
    for (int level = 0; level < LEVELS.size(); level++) {
      String value = scope.get(LEVELS.get(level));
      if (value == null) {
        continue;
      }
      if (level < reach.size() ? !reach.get(level).equals(value) : level > reach.size()) {
        return false;
      }
      if (level == reach.size()) {
        reach.add(value);
      }
    }
    return covers(reach, bot.namespace());
  }

  private boolean isSelected(Integration integration, Bot bot) {
    String home = integration.namespace();
    List<Selected> entries = integration.access().selected();
    boolean onlyHome =
        entries.stream().allMatch(e -> e.namespace().filter(home::equals).isPresent());
    if (!provides(home) && !onlyHome) {
      return false;
    }
    boolean within = home.equals(bot.namespace()) || covers(path(home), bot.namespace());
    return within && entries.stream().anyMatch(entry -> means(entry, bot));
  }

  private boolean means(Selected entry, Bot bot) {
    boolean namespace =
        entry
            .namespace()
            .map(bot.namespace()::equals)
            .orElseGet(() ->
                entry.matchLabels().entrySet().stream()
                    .allMatch(l -> l.getValue().equals(labels(bot.namespace()).get(l.getKey()))));
    return namespace && (entry.agents().isEmpty() || entry.agents().contains(bot.name()));
  }

  /** How near: 0 the cluster, 1 org, 2 team, 3 project, 4 the agent's own namespace. */
  int nearness(Integration integration, Bot bot) {
    return integration.namespace().equals(bot.namespace())
        ? 4
        : path(integration.namespace()).size();
  }
}
