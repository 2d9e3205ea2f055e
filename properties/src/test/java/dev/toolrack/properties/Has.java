package dev.toolrack.properties;

import dev.toolrack.core.binding.BindingOutcome;
import dev.toolrack.core.render.ToolsetDocument.ServerPart;
import dev.toolrack.core.render.ToolsetDocument.ToolPart;
import dev.toolrack.properties.model.Cluster;
import dev.toolrack.properties.model.Cluster.Bot;
import java.util.SortedMap;
import java.util.TreeMap;

/** What agents have, in a form that can be compared. */
final class Has {

  private Has() {}

  /** A tool of an integration for an agent. */
  record Tool(String bot, String alias, String integration, String name)
      implements Comparable<Tool> {
    @Override
    public int compareTo(Tool other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Every tool that any agent has, and whether a person is asked. */
  static SortedMap<Tool, Boolean> of(Cluster cluster) {
    var operator = new Operator(cluster);
    var tools = new TreeMap<Tool, Boolean>();
    cluster.bots().forEach(bot -> tools.putAll(of(bot, operator.decide(bot))));
    return tools;
  }

  /** Every tool that one agent has, and whether a person is asked. */
  static SortedMap<Tool, Boolean> of(Bot bot, BindingOutcome outcome) {
    var tools = new TreeMap<Tool, Boolean>();
    for (ServerPart server : outcome.outputs().servers()) {
      for (ToolPart tool : server.tools()) {
        tools.put(
            new Tool(bot.ref(), server.name(), server.integration(), tool.name()),
            tool.approval().equals("Ask"));
      }
    }
    return tools;
  }
}
