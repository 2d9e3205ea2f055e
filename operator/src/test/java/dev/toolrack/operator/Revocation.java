package dev.toolrack.operator;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One way to take something from an agent.
 *
 * @param name also of its namespaces
 * @param before makes the scene that it happens in
 * @param revoke what a person does
 * @param tools the agent's tools afterwards, with their approval
 * @param servers the agent's servers afterwards, and so its tokens
 * @param state of the integration {@code wiki} in the end; empty = it is gone, or about to be
 * @param steps whether the toolset may be written again once the tools are gone: its {@code
 *     unavailable} list gives another reason
 */
record Revocation(
    String name,
    Consumer<Scene> before,
    Consumer<Scene> revoke,
    List<String> tools,
    List<String> servers,
    String state,
    boolean steps) {
  static final List<String> CALM = List.of("calm:create_note:Ask", "calm:get_note:Auto");
  static final List<String> WIKI = List.of("wiki:create_note:Ask", "wiki:get_note:Auto");
  static final List<String> BOTH = Stream.concat(CALM.stream(), WIKI.stream()).toList();
  private static final String CONNECTED = "Connected/Ready";

  /** One that takes the server {@code wiki} and leaves its integration as it is. */
  static Revocation of(String name, Consumer<Scene> revoke) {
    return new Revocation(name, _ -> {}, revoke, CALM, List.of("calm"), CONNECTED, false);
  }

  /** Every kind there is. */
  static List<Revocation> all() {
    return Stream.of(RevocationsByScope.all(), RevocationsByObject.all(), RevocationsByPolicy.all())
        .flatMap(List::stream)
        .toList();
  }

  Revocation in(Consumer<Scene> scene) {
    return new Revocation(name, scene, revoke, tools, servers, state, steps);
  }

  Revocation state(String end) {
    return new Revocation(name, before, revoke, tools, servers, end, steps);
  }

  Revocation leaves(List<String> left, String... at) {
    return new Revocation(name, before, revoke, left, List.of(at), state, steps);
  }

  Revocation inSteps() {
    return new Revocation(name, before, revoke, tools, servers, state, true);
  }
}
