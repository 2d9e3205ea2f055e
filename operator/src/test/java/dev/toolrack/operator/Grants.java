package dev.toolrack.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One reference from an object to another one, through all that its owner may say to it: nothing,
 * the wrong thing, the right thing, and no more.
 *
 * @param field the field that refers; also part of the namespaces' names
 * @param scene what is there before
 * @param steps one after the other
 */
record Grants(String field, Consumer<GrantScene> scene, List<Step> steps) {

  /**
   * Something that a person does, and what follows from it.
   *
   * @param grant what it amounts to
   * @param state of the integration that refers, as its own namespace sees it
   * @param seen by the agent {@code bot} in the team's namespace: its servers other than {@code
   *     calm}, and what is unavailable
   */
  record Step(String grant, Consumer<GrantScene> act, String state, String seen) {}

  static Grants of(String field, Consumer<GrantScene> scene) {
    return new Grants(field, scene, List.of());
  }

  Grants then(String grant, Consumer<GrantScene> act, String state, String seen) {
    var longer = new ArrayList<>(steps);
    longer.add(new Step(grant, act, state, seen));
    return new Grants(field, scene, List.copyOf(longer));
  }

  /** Every reference there is, apart from those that {@link Revocation} goes through. */
  static List<Grants> all() {
    return List.of(
        GrantsOfObjects.secret(
            "bearer", "credentials: {bearer: {secretKeyRef: {name: given, key: token}}}"),
        GrantsOfObjects.secret(
            "header",
            "credentials: {headers: [{name: X-Api-Key, secretKeyRef: {name: given, key: token}}]}"),
        GrantsOfObjects.config(),
        GrantsOfObjects.connectorOfOwnNamespace(),
        GrantsOfObjects.connectorOfOtherNamespace(),
        GrantsOfReach.access(),
        GrantsOfReach.pin(),
        GrantsOfReach.override());
  }
}
