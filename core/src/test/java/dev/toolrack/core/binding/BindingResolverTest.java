package dev.toolrack.core.binding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.core.world.World;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingResolverTest {
  private static final String SCOPE = "access: {from: Scope}";
  private static final String BEARER =
      SCOPE + ", credentials: {bearer: {secretKeyRef: {name: token, key: token}}}";

  /** Entries of the status as {@code integration alias State [reason]}. */
  static List<String> entries(BindingOutcome outcome) {
    var texts = new ArrayList<String>();
    for (var entry : outcome.facts().integrations()) {
      String end = entry.reason() == null ? String.valueOf(entry.tools()) : entry.reason();
      texts.add(
          "%s %s %s %s".formatted(entry.integration(), entry.alias(), entry.state().wire(), end));
    }
    return texts;
  }

  static Finding resolved(BindingOutcome outcome) {
    return outcome.findings().stream()
        .filter(f -> f.type() == ConditionType.RESOLVED)
        .findFirst()
        .orElseThrow();
  }

  private static BindingOutcome bot(World world) {
    return world.verified().binding(Fleet.BOT);
  }

  private static BindingOutcome bot(World world, String spec) {
    return bot(world.with(Fleet.binding(Fleet.BOT, spec)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme/a | from: Scope | agents/bot | true",
        "acme/a | from: Namespace | agents/bot | false",
        "acme/a | from: Namespace | acme/bot | true",
        "acme/a | from: Scope | other/bot | true",
        "pay/a | from: Scope | other/bot | false",
        "shop/a | from: Scope | agents/bot | true",
        "root/a | from: Scope | agents/bot | true",
        "root/a | from: Scope | island/bot | false",
        "acme/a | from: Scope | island/bot | false",
        "island/a | from: Namespace | island/bot | true",
        "island/a | from: Scope | island/bot | false",
        "acme/a | {from: Selected, selected: [{namespace: agents, agents: [bot]}]} | agents/bot | true",
        "acme/a | {from: Selected, selected: [{namespace: agents, agents: [bot]}]} | agents/cat | false",
        "acme/a | {from: Selected, selected: [{namespace: agents}]} | acme/bot | false",
        "pay/a | {from: Selected, selected: [{namespace: other}]} | other/bot | false",
        "acme/a | {from: Scope, scope: {team: other}} | agents/bot | false",
        "acme/a | {from: Scope, scope: {team: other, cell: a}} | other/bot | false",
        "acme/a | {from: FromTheFuture} | acme/bot | false",
      })
  void candidates(String integration, String access, String agent, boolean gets) {
    String spec = "access: " + (access.startsWith("{") ? access : "{" + access + "}");
    World world = Fleet.with(Fleet.integration(integration, "a", spec), Fleet.binding(agent, ""));
    assertThat(entries(world.verified().binding(agent)))
        .isEqualTo(gets ? List.of(integration + " a Included 2") : List.of());
    assertThat(world.unprotected().verified().binding(agent).facts().integrations().isEmpty())
        .isEqualTo(!gets || !integration.startsWith(agent.split("/", -1)[0]));
  }

  /** Two integrations of one alias, the first farther; who holds it, and why not the other. */
  @Tag("get-12")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "acme/a | '' | pay/a | same | pay/a | ReplacedByNearer",
        "acme/a | '' | pay/a | other | acme/a | AliasTaken",
        "acme/a | override: Any | pay/a | other | pay/a | ReplacedByNearer",
        "acme/a | override: Locked | pay/a | same | acme/a | AliasLocked",
        "acme/a | override: Locked | pay/a | other | acme/a | AliasLocked",
        "acme/a | override: Locked, enabled: false | pay/a | same | acme/a | AliasLocked",
        "acme/a | override: FromTheFuture | pay/a | other | acme/a | AliasTaken",
        "acme/a | enabled: false | pay/a | same | pay/a | ReplacedByNearer",
        "root/a | '' | acme/a | same | acme/a | ReplacedByNearer",
        "pay/a | '' | shop/a | same | shop/a | ReplacedByNearer",
        "shop/a | '' | agents/a | same | agents/a | ReplacedByNearer",
        "acme/b | '' | acme/c | other | acme/b | AliasConflict",
        "acme/c | '' | acme/b | same | acme/b | AliasConflict",
      })
  void shadowing(
      String farther, String spec, String nearer, String connector, String holder, String why) {
    String namespace = farther.substring(0, farther.indexOf('/'));
    String shared = namespace + "/server";
    String own = nearer.substring(0, nearer.indexOf('/')) + "/own";
    String access = nearer.startsWith("agents") ? "access: {from: Namespace}" : SCOPE;
    World world =
        Fleet.with(
            Fleet.connector(shared),
            Fleet.connector(own),
            Fleet.of(farther, "x", shared, SCOPE + (spec.isEmpty() ? "" : ", " + spec)),
            Fleet.of(nearer, "x", connector.equals("same") ? shared : own, access));
    String loser = holder.equals(farther) ? nearer : farther;
    String listed = "servers: [{alias: x, integration: %s}]".formatted(loser);
    BindingOutcome outcome = bot(world, listed);
    assertThat(entries(outcome))
        .containsExactlyInAnyOrder(
            holder + " x Unavailable PinnedOther", loser + " x Shadowed " + why);
    BindingOutcome free = bot(world);
    assertThat(free.facts().integrations().getFirst().integration()).isEqualTo(holder);
    boolean told = loser.startsWith("agents/");
    assertThat(free.facts().integrations()).hasSize(told ? 2 : 1);
  }

  @Test
  void ofTwoAsNearAnUnusableFirstIsNotCalledAConflict() {
    World world =
        Fleet.with(
            Fleet.connector("root/server"),
            Fleet.connector("acme/own"),
            Fleet.of("root/x", "x", "root/server", SCOPE),
            Fleet.of("acme/a", "x", "acme/own", SCOPE),
            Fleet.of("acme/b", "x", "root/server", SCOPE),
            Fleet.of("acme/c", "x", "root/server", SCOPE),
            Fleet.binding("acme/bot", ""));
    assertThat(entries(world.verified().binding("acme/bot")))
        .containsExactly(
            "acme/b x Included 2",
            "acme/a x Shadowed AliasTaken",
            "acme/c x Shadowed AliasConflict");
  }

  @Tag("get-6")
  @Test
  void aLockCountsOnceItWasVerified() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE + ", override: Locked"),
            Fleet.of("pay/a", "x", "acme/server", SCOPE));
    assertThat(entries(world.binding(Fleet.BOT)).getFirst()).startsWith("pay/a x");
    World verified = world.verified();
    assertThat(entries(verified.binding(Fleet.BOT)).getFirst()).startsWith("acme/a x Included");
    String gone =
        "kind: McpServer\nmetadata: {name: server-acme}\nurl: https://server.acme.example.com/mcp\n"
            + "failure: CredentialRequired";
    assertThat(entries(verified.with(gone).verified().binding(Fleet.BOT)).getFirst())
        .isEqualTo("acme/a x Unavailable CredentialRequired");
  }

  @Tag("get-7")
  @Test
  void widerWinsAmongLocks() {
    World world =
        Fleet.with(
            Fleet.connector("root/server"),
            Fleet.of("root/a", "x", "root/server", SCOPE + ", override: Locked"),
            Fleet.of("acme/a", "x", "root/server", SCOPE + ", override: Locked"),
            Fleet.of("agents/a", "x", "root/server", "override: Locked"));
    assertThat(entries(bot(world)))
        .containsExactly("root/a x Included 2", "agents/a x Shadowed AliasLocked");
  }

  @Test
  void aReferenceWithMoreToItIsNotTheSameConnector() {
    World world =
        Fleet.with(
            Fleet.connector("acme/server"),
            Fleet.of("acme/a", "x", "acme/server", SCOPE),
            Fleet.of("pay/a", "x", "acme/server", SCOPE)
                .replace("name: server,", "name: server, kind: New,"));
    assertThat(entries(bot(world))).containsExactly("acme/a x Included 2");
  }

  @Tag("get-18")
  @Tag("get-21")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "'' | acme/a a Included 2;acme/b b Included 2 | Resolved | NONE",
        "exclude: [a] | acme/b b Included 2 | Resolved | NONE",
        "exclude: [a, b, c] | - | Resolved | NONE",
        "servers: [] | - | Resolved | NONE",
        "servers: [{alias: a}] | acme/a a Included 2 | Resolved | NONE",
        "'servers: [{alias: a}], exclude: [a]' | - | Resolved | NONE",
        "'servers: [{alias: a, required: true}], exclude: [a]' | - | NotFound | BLOCKED",
        "'servers: [{alias: a, integration: acme/a}]' | acme/a a Included 2 | Resolved | NONE",
        "'servers: [{alias: a, integration: acme/z}]' | acme/a a Unavailable PinnedOther | NothingAvailable | NOTICE",
        "'servers: [{alias: a, integration: acme/z, required: true}]' | acme/a a Unavailable PinnedOther | PinnedOther | WAITING",
        "'servers: [{alias: a, integration: acme/z}, {alias: b}]' | acme/b b Included 2;acme/a a Unavailable PinnedOther | PartiallyAvailable | NOTICE",
        "'servers: [{alias: a, when: never}]' | acme/a a Unavailable PinnedOther | NothingAvailable | NOTICE",
        "'servers: [{alias: z}]' | z z NotFound NotFound | NothingAvailable | NOTICE",
        "'servers: [{alias: z, integration: acme/z}, {alias: b}]' | acme/b b Included 2;acme/z z NotFound NotFound | PartiallyAvailable | NOTICE",
        "'servers: [{alias: z, required: true}]' | z z NotFound NotFound | NotFound | BLOCKED",
        "'servers: [{alias: a, required: true}]' | acme/a a Included 2 | Resolved | NONE",
        "enabled: false | - | Resolved | NONE",
      })
  void whatTheAgentTakes(String spec, String entries, String reason, Effect effect) {
    World world =
        Fleet.with(
            Fleet.integration("acme/a", "a", SCOPE), Fleet.integration("acme/b", "b", SCOPE));
    BindingOutcome outcome = bot(world, spec);
    assertThat(entries(outcome))
        .isEqualTo(entries == null ? List.of() : List.of(entries.split(";", -1)));
    assertThat(resolved(outcome).reason().wire()).isEqualTo(reason);
    assertThat(resolved(outcome).effect()).isEqualTo(effect);
    assertThat(outcome.included()).hasSize(outcome.outputs().servers().size());
    assertThat(outcome.outputs().toolset()).containsOnlyKeys("toolset.json", "mcp.json");
  }

  /** Reasons about a Secret are for its own namespace only. */
  @Tag("consent-14")
  @ParameterizedTest
  @CsvSource({
    "gone: true, SecretNotFound, CredentialUnavailable, WAITING, WAITING",
    "labels: {}, SecretNotConsented, CredentialUnavailable, WAITING, WAITING",
    "annotations: {}, SecretDestinationForbidden, CredentialUnavailable, BLOCKED, WAITING",
    "stringData: {}, SecretKeyMissing, CredentialUnavailable, WAITING, WAITING",
    "stringData: {token: ''}, SecretInvalid, CredentialUnavailable, BLOCKED, WAITING",
    "credential: Namespace, '', CredentialUnavailable, NONE, WAITING",
  })
  void reasonsAboutSecrets(
      String change, String own, String foreign, Effect ownEffect, Effect effect) {
    String secret = Fleet.secret("acme/token", "Scope");
    String changed =
        change.startsWith("credential:")
            ? Fleet.secret("acme/token", "Namespace")
            : change.startsWith("gone")
                ? secret + change
                : secret.replaceFirst(
                    "(?m)" + change.substring(0, change.indexOf(':')) + ": .*", change);
    World world =
        Fleet.with(Fleet.integration("acme/a", "a", BEARER), secret)
            .verified()
            .with(changed)
            .with(Fleet.binding(Fleet.BOT, "servers: [{alias: a, required: true}]"))
            .with(Fleet.binding("acme/bot", "servers: [{alias: a, required: true}]"));
    BindingOutcome abroad = world.binding(Fleet.BOT);
    assertThat(entries(abroad)).containsExactly("acme/a a Unavailable " + foreign);
    assertThat(resolved(abroad).effect()).isEqualTo(effect);
    assertThat(abroad.outputs().credentials()).isEmpty();
    BindingOutcome home = world.binding("acme/bot");
    assertThat(entries(home))
        .containsExactly("acme/a a " + (own.isEmpty() ? "Included 2" : "Unavailable " + own));
    assertThat(resolved(home).effect()).isEqualTo(ownEffect);
  }

  /** Required, and its integration cannot be used: what goes on by itself, and what is stuck. */
  @ParameterizedTest
  @CsvSource({
    "Unreachable, WAITING",
    "ServerError, WAITING",
    "CredentialRequired, BLOCKED",
    "DestinationForbidden, BLOCKED"
  })
  void requiredAndNeverGood(String failure, Effect effect) {
    String server =
        "kind: McpServer\nmetadata: {name: a-acme}\nurl: https://a.acme.example.com/mcp\nfailure: "
            + failure;
    World world = Fleet.with(Fleet.integration("acme/a", "a", SCOPE), server);
    BindingOutcome outcome = bot(world, "servers: [{alias: a, required: true}]");
    assertThat(resolved(outcome).reason().wire()).isEqualTo(failure);
    assertThat(resolved(outcome).effect()).isEqualTo(effect);
    assertThat(resolved(outcome).message()).startsWith("Required server a (integration acme/a):");
  }

  @Test
  void whatIsStuckSpeaksBeforeWhatIsWaitedFor() {
    World world = Fleet.with(Fleet.integration("acme/a", "a", SCOPE));
    BindingOutcome outcome =
        world
            .with(
                Fleet.binding(
                    Fleet.BOT, "servers: [{alias: a, required: true}, {alias: z, required: true}]"))
            .binding(Fleet.BOT);
    assertThat(resolved(outcome).reason()).isEqualTo(Reason.NOT_FOUND);
  }

  @Tag("get-15")
  @Test
  void switchedOffHoldsItsAlias() {
    World world = Fleet.with(Fleet.integration("acme/a", "a", SCOPE + ", enabled: false"));
    BindingOutcome outcome = bot(world);
    assertThat(entries(outcome)).containsExactly("acme/a a Unavailable Disabled");
    assertThat(resolved(outcome).reason()).isEqualTo(Reason.RESOLVED);
    assertThat(outcome.outputs().toolset().get("toolset.json")).contains("\"Disabled\"");
  }
}
