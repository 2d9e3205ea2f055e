package dev.toolrack.operator;

import static dev.toolrack.operator.Revocation.BOTH;
import static dev.toolrack.operator.Revocation.CALM;
import static dev.toolrack.operator.Revocation.WIKI;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What rules, trust and the binding itself take away. */
final class RevocationsByPolicy {
  private static final List<String> WITHOUT_WRITING =
      Stream.concat(CALM.stream(), Stream.of("wiki:get_note:Auto")).toList();

  private RevocationsByPolicy() {}

  static List<Revocation> all() {
    return List.of(
        connector(
                "guardrail", "tools: {rules: [{name: r, match: {access: Write}, enabled: false}]}")
            .leaves(WITHOUT_WRITING, "calm", "wiki"),
        connector("guardrail-for-all", "tools: {rules: [{name: r, enabled: false}]}"),
        connector("guardrail-asks", "tools: {rules: [{name: r, approval: Ask}]}")
            .leaves(
                Stream.concat(CALM.stream(), Stream.of("wiki:create_note:Ask", "wiki:get_note:Ask"))
                    .toList(),
                "calm",
                "wiki"),
        connector("seed-asks", "tools: {seed: Ask}")
            .leaves(
                Stream.concat(CALM.stream(), Stream.of("wiki:create_note:Ask", "wiki:get_note:Ask"))
                    .toList(),
                "calm",
                "wiki"),
        connector("trust-removed", "trust: Untrusted")
            .in(s -> s.with("connector", "trust: Trusted"))
            .leaves(BOTH, "calm", "wiki"),
        integration(
                "rule",
                "tools: {rules: [{name: r, match: {names: [create_note]}, enabled: false}]}")
            .leaves(WITHOUT_WRITING, "calm", "wiki"),
        integration("rule-for-all", "tools: {rules: [{name: r, enabled: false}]}"),
        integration("approval-taken-back", "")
            .in(s ->
                s.with(
                    "wiki",
                    "tools: {rules: [{name: r, match: {names: [create_note]}, approval: Auto}]}"))
            .leaves(BOTH, "calm", "wiki"),
        binding(
                "binding-rule",
                "tools: {rules: [{name: r, match: {servers: [wiki], access: Write}, enabled: false}]}")
            .leaves(WITHOUT_WRITING, "calm", "wiki"),
        binding(
            "binding-rule-for-all",
            "tools: {rules: [{name: r, match: {servers: [wiki]}, enabled: false}]}"),
        binding("excluded", "exclude: [wiki]"),
        binding("not-listed", "servers: [{alias: calm}]"),
        binding("pins-another", "servers: [{alias: calm}, {alias: wiki, integration: other/wiki}]"),
        binding("binding-disabled", "enabled: false").leaves(List.of()),
        binding("excludes-calm", "exclude: [calm]").leaves(WIKI, "wiki"));
  }

  private static Revocation connector(String name, String spec) {
    Consumer<Scene> change = s -> s.with("connector", spec).connector();
    return Revocation.of(name, change);
  }

  private static Revocation integration(String name, String spec) {
    Consumer<Scene> change = s -> s.with("wiki", spec).wiki();
    return Revocation.of(name, change);
  }

  private static Revocation binding(String name, String spec) {
    Consumer<Scene> change = s -> s.with("binding", spec).binding();
    return Revocation.of(name, change);
  }
}
