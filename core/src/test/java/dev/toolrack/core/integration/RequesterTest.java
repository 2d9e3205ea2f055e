package dev.toolrack.core.integration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.scope.CrossNamespace;
import dev.toolrack.core.scope.NamespaceScope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On whose behalf a connector's server is asked. */
class RequesterTest {
  private static final NamespaceScope TEAM =
      place("team", Map.of("toolrack.dev/org", "acme", "toolrack.dev/team", "payments"));
  private static final List<NamespaceScope> OTHERS =
      List.of(
          TEAM,
          place("root", Map.of("toolrack.dev/provides", "Cluster")),
          place("acme", Map.of("toolrack.dev/org", "acme", "toolrack.dev/provides", "Org")),
          place("silent", Map.of("toolrack.dev/org", "acme")),
          place("globex", Map.of("toolrack.dev/org", "globex", "toolrack.dev/provides", "Org")),
          place(
              "sales",
              Map.of(
                  "toolrack.dev/org", "acme",
                  "toolrack.dev/team", "sales",
                  "toolrack.dev/provides", "Team")),
          place("broken", Map.of("toolrack.dev/provides", "Org")));

  @Test
  void whoProvidesIsAnAncestor() {
    assertThat(Requester.of(TEAM, OTHERS, CrossNamespace.ON))
        .isEqualTo(new Requester("team", Set.of("root", "acme"), Optional.of("acme")));
  }

  @Test
  void unprotectedLabelsSayNothing() {
    assertThat(Requester.of(TEAM, OTHERS, CrossNamespace.OFF))
        .isEqualTo(Requester.stranger("team"));
  }

  @Test
  void withoutLabelsNobodyProvides() {
    assertThat(Requester.of(place("island", Map.of()), OTHERS, CrossNamespace.ON))
        .isEqualTo(Requester.stranger("island"));
  }

  private static NamespaceScope place(String name, Map<String, String> labels) {
    return NamespaceScope.of(name, labels);
  }
}
