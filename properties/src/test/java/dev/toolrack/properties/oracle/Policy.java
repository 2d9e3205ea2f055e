package dev.toolrack.properties.oracle;

import dev.toolrack.properties.model.Cluster.Bot;
import dev.toolrack.properties.model.Cluster.Connector;
import dev.toolrack.properties.model.Cluster.Integration;
import dev.toolrack.properties.model.Cluster.Rule;
import dev.toolrack.properties.model.Cluster.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What connector, integration and binding say about one tool. */
final class Policy {
  private static final List<String> CLASSES = List.of("Read", "Unknown", "Write");
  private static final List<String> VERDICTS = List.of("Auto", "Ask", "Disabled");

  private final Connector connector;
  private final Integration integration;
  private final Bot bot;

  Policy(Connector connector, Integration integration, Bot bot) {
    this.connector = connector;
    this.integration = integration;
    this.bot = bot;
  }

  /**
   * The verdict on a tool.
   *
   * @param access its class, after corrections
   * @param verdict {@code Auto}, {@code Ask} or {@code Disabled}
   * @param by who said so: of several the connector first, then the integration, then the binding
   */
  record Answer(String access, String verdict, String by) {}

  /** What one place says. */
  private record Voice(String verdict, String who) {}

  Answer answer(Tool tool) {
    String plain = Classes.of(tool, connector.trust().equals("Trusted"));
    Optional<String> ofConnector = correction(connector.rules(), tool, plain);
    Optional<String> ofIntegration = correction(integration.rules(), tool, plain);
    String access = ofConnector.orElse(ofIntegration.orElse(plain));
    String toGuardrails = ofConnector.orElse(stricter(CLASSES, plain, ofIntegration.orElse(plain)));
    var voices = new ArrayList<Voice>();
    voices.addAll(
        tightening(connector.rules(), tool, toGuardrails, "connector " + connector.ref()));
    voices.add(integration(tool, access));
    if (foldsLikeAnother(tool)) {
      voices.add(new Voice("Ask", "name: folds to the same as"));
    }
    voices.addAll(tightening(bot.rules(), tool, access, "binding " + bot.ref()));
    Voice strictest = voices.getFirst();
    for (Voice voice : voices) {
      if (VERDICTS.indexOf(voice.verdict()) > VERDICTS.indexOf(strictest.verdict())) {
        strictest = voice;
      }
    }
    return new Answer(access, strictest.verdict(), strictest.who());
  }

  private static String stricter(List<String> order, String one, String other) {
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }

  private boolean foldsLikeAnother(Tool tool) {
    return connector.tools().stream()
        .anyMatch(other ->
            !other.name().equals(tool.name())
                && Words.folded(other.name()).equals(Words.folded(tool.name())));
  }

  /** The first rule that corrects the class. */
  private Optional<String> correction(List<Rule> rules, Tool tool, String plain) {
    for (Rule rule : rules) {
      if (rule.corrects().isPresent()) {
        String to = rule.corrects().get();
        boolean tightens = CLASSES.indexOf(to) > CLASSES.indexOf(plain);
        if (matches(rule, tool, plain, tightens)) {
          return Optional.of(to);
        }
      }
    }
    return Optional.empty();
  }

  /** The first rule that sets an attribute, and says whether that is a tightening. */
  private Optional<Rule> first(
      List<Rule> rules, Tool tool, String access, Function<Rule, Optional<Boolean>> tightens) {
    for (Rule rule : rules) {
      Optional<Boolean> sets = tightens.apply(rule);
      if (sets.isPresent() && matches(rule, tool, access, sets.get())) {
        return Optional.of(rule);
      }
    }
    return Optional.empty();
  }

  private static Optional<Boolean> disables(Rule rule) {
    return rule.enabled().map(enabled -> !enabled);
  }

  private static Optional<Boolean> asks(Rule rule) {
    return rule.approval().map(approval -> approval.equals("Ask"));
  }

  /** What a place says that can only tighten. */
  private List<Voice> tightening(List<Rule> rules, Tool tool, String access, String who) {
    var voices = new ArrayList<Voice>();
    first(rules, tool, access, Policy::disables)
        .filter(rule -> rule.enabled().equals(Optional.of(false)))
        .ifPresent(rule -> voices.add(new Voice("Disabled", who + " rule " + rule.name())));
    first(rules, tool, access, Policy::asks)
        .filter(rule -> rule.approval().equals(Optional.of("Ask")))
        .ifPresent(rule -> voices.add(new Voice("Ask", who + " rule " + rule.name())));
    return voices;
  }

  private Voice integration(Tool tool, String access) {
    String who = "integration " + integration.ref() + " rule ";
    Optional<Rule> switching = first(integration.rules(), tool, access, Policy::disables);
    if (switching.flatMap(Rule::enabled).equals(Optional.of(false))) {
      return new Voice("Disabled", who + switching.get().name());
    }
    Optional<Rule> asking = first(integration.rules(), tool, access, Policy::asks);
    String approval = asking.flatMap(Rule::approval).orElse("Default");
    if (asking.isPresent() && !approval.equals("Default")) {
      return new Voice(approval, who + asking.get().name());
    }
    boolean auto = connector.seed().equals("Verbs") && access.equals("Read");
    return new Voice(auto ? "Auto" : "Ask", "seed");
  }

  /** Tightening rules match folded, others exactly; everything that a rule gives must hold. */
  private boolean matches(Rule rule, Tool tool, String access, boolean tightens) {
    boolean names =
        rule.names().isEmpty()
            || rule.names().stream()
                .anyMatch(glob ->
                    tightens
                        ? Words.glob(Words.folded(glob), Words.folded(tool.name()))
                        : Words.glob(glob, tool.name()));
    boolean servers =
        rule.servers().isEmpty() || rule.servers().contains(integration.effectiveAlias());
    return names && servers && rule.access().map(access::equals).orElse(true);
  }
}
