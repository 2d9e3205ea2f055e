package dev.toolrack.core.status;

import static dev.toolrack.core.status.ConditionType.ACCEPTED;
import static dev.toolrack.core.status.ConditionType.CREDENTIALS_READY;
import static dev.toolrack.core.status.ConditionType.DELIVERED;
import static dev.toolrack.core.status.ConditionType.REACHABLE;
import static dev.toolrack.core.status.ConditionType.READY;
import static dev.toolrack.core.status.ConditionType.RESOLVED;
import static dev.toolrack.core.status.ConditionType.VERIFIED;
import static dev.toolrack.core.status.ConditionType.WITHIN_BUDGET;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The text of docs/reasons.md. */
public final class ReasonsTable {
  private static final String HEAD =
      """
      # Reasons

      Every reason that a condition, an entry of a binding's `status.integrations` or an entry of `unavailable` in a toolset can have. Generated from the code by `ReasonsTableTest`; do not edit.

      How to read it:

      - **Ready** is derived: of all findings about an object the one with the highest effect speaks, in the order `Suspended`, `Degraded`, `Progressing`, `Healthy`. `Reconciling` and `Stalled` are listed only while they are true.
      - **State** is the `status.state` of an McpIntegration that has this reason.
      - Reasons marked with `*` are outages. After a good verification the last good tools stay; as long as there was none, or after `verify.maxStale`, the integration is `Pending`, `InProgress` and `Progressing`.
      - An integration that cannot be used shows its reason in `status.integrations` of every binding that would have it. If that binding requires the server, `Resolved` has the reason too: `Progressing` where it goes on by itself, `Degraded` where somebody has to act.
      - Two reasons differ by place: `SpecNotUnderstood` is `Error` and `Degraded` where it is about what is sent or where to (an integration's `connectorRef`, `credentials`, `variables`; a connector's `type`, `server`, `variables`). `ScopeUnprotected` is `Connected` and `Healthy` for an integration that now serves its own namespace only.
      - Reasons marked with `†` tell something about a Secret. Agents of other namespaces see `CredentialUnavailable` instead.
      - Each reason can be linked to: `reasons.md#` and its name in lower case, such as [reasons.md#secretnotfound](#secretnotfound). Each condition comes with the commands that show what it is about. What to do at three in the morning: [troubleshooting.md](troubleshooting.md).
      """;

  private ReasonsTable() {}

  static String text() {
    var text = new StringBuilder(HEAD);
    for (ConditionType type : ConditionType.values()) {
      text.append("\n## ").append(type.wire()).append("\n\n").append(type.meaning()).append("\n\n");
      text.append("```bash\n").append(look(type)).append("```\n\n");
      if (type.onlyInforms()) {
        informing(text, type);
      } else {
        table(text, Optional.of(type));
      }
    }
    text.append("\n## Only of single servers\n\nIn `status.integrations` of a binding and in");
    text.append(" `unavailable` of its toolset.\n\n");
    table(text, Optional.empty());
    return text.toString();
  }

  /** The commands that show what a condition is about. */
  static String look(ConditionType type) {
    return switch (type) {
      case ACCEPTED -> "kubectl get mcpc,mcpi,atb -n NAMESPACE -o wide\n";
      case REACHABLE ->
          """
          kubectl get mcpc NAME -n NAMESPACE -o wide
          kubectl get mcpc NAME -n NAMESPACE -o jsonpath='{.status.auth}'
          """;
      case CREDENTIALS_READY -> "kubectl get secrets -n NAMESPACE -L toolrack.dev/credential\n";
      case VERIFIED ->
          """
          kubectl get mcpi NAME -n NAMESPACE -o wide
          kubectl toolrack test NAME -n NAMESPACE
          """;
      case TOOLS_APPROVED -> "kubectl toolrack diff NAME -n NAMESPACE\n";
      case RESOLVED -> "kubectl toolrack why NAME -n NAMESPACE\n";
      case DELIVERED ->
          "kubectl get configmap/NAME-toolset secret/NAME-credentials -n NAMESPACE --show-labels\n";
      case WITHIN_BUDGET -> "kubectl toolrack tools NAME -n NAMESPACE\n";
      case READY -> "kubectl describe atb NAME -n NAMESPACE\n";
    };
  }

  /** What a link to a reason ends with. */
  static String anchor(Reason reason) {
    return reason.wire().toLowerCase(Locale.ROOT);
  }

  /** Where links to a reason lead: before the first line that it has. */
  private static String target(Reason reason, Optional<ConditionType> place) {
    boolean first = conditions(reason).stream().findFirst().equals(place);
    return first ? "<a id=\"" + anchor(reason) + "\"></a>" : "";
  }

  /** Nothing follows from these but the condition itself. */
  private static void informing(StringBuilder text, ConditionType type) {
    text.append(
        """
        `True`: `Reachable`, and `CredentialRequired` or `Forbidden` from a server that wants a credential. `Unknown`: `NotVerifiedYet`, `NeedsIntegration`, and the reason of `Accepted` where the connector is disabled or not accepted. `False`: any other.

        | Reason | Meaning | Remedy |
        |---|---|---|
        """);
    Arrays.stream(Reason.values())
        .filter(reason -> conditions(reason).contains(type))
        .forEach(reason ->
            text.append(
                "| %s`%s` | %s | %s |\n"
                    .formatted(
                        target(reason, Optional.of(type)),
                        reason.wire(),
                        reason.meaning(),
                        reason.remedy())
                    .replace("|  |", "| |")));
  }

  private static void table(StringBuilder text, Optional<ConditionType> type) {
    text.append("| Reason | Meaning | Remedy | Ready | State | kstatus | Argo CD |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    Arrays.stream(Reason.values())
        .filter(reason -> type.map(t -> conditions(reason).contains(t)).orElse(isOfServer(reason)))
        .forEach(reason -> text.append(row(reason, type)));
  }

  private static boolean isOfServer(Reason reason) {
    return conditions(reason).isEmpty() || reason.refusesAlias();
  }

  private static String row(Reason reason, Optional<ConditionType> type) {
    Effect effect = reason.effect();
    String marks =
        (effect == Effect.IMPAIRED && conditions(reason).contains(VERIFIED) ? " *" : "")
            + (reason.aboutSecret() ? " †" : "");
    return List.of(
            target(reason, type) + "`" + reason.wire() + "`" + marks,
            reason.meaning(),
            reason.remedy(),
            effect.ready(),
            state(reason),
            effect.kstatus(),
            effect.argo())
        .stream()
        .collect(Collectors.joining(" | ", "| ", " |\n"))
        .replace("|  |", "| |");
  }

  private static String state(Reason reason) {
    return switch (reason.effect()) {
      case NONE, NOTICE, PAUSED -> "Connected";
      case IMPAIRED -> "Stale";
      case WAITING -> "Pending";
      case UNBEGUN -> "ReconnectRequired";
      case BLOCKED -> reason == Reason.RECONNECT_REQUIRED ? "ReconnectRequired" : "Error";
      case OFF -> "Disabled";
    };
  }

  /** The conditions that have a reason of their own accord; none = only single servers do. */
  public static List<ConditionType> conditions(Reason reason) {
    return switch (reason) {
      case ACCEPTED,
          DISABLED,
          CONNECTOR_DISABLED,
          SPEC_NOT_UNDERSTOOD,
          RULE_UNREACHABLE,
          ISSUER_DIFFERS,
          TEST_INVALID,
          TOO_MANY_INTEGRATIONS,
          CONNECTOR_NOT_FOUND,
          CONNECTOR_FORBIDDEN,
          CONNECTOR_INVALID,
          ALIAS_INVALID,
          ALIAS_CONFLICT,
          ALIAS_TAKEN,
          ALIAS_LOCKED,
          URL_INVALID,
          VARIABLE_MISSING,
          VARIABLE_INVALID,
          HEADER_INVALID,
          DURATION_INVALID,
          SCOPE_INVALID,
          SCOPE_FORBIDDEN,
          SCOPE_UNPROTECTED ->
          List.of(ACCEPTED);
      case CHANGES_ACCEPTED,
          TOOLS_APPROVED,
          PINNED_ON_FIRST_USE,
          CATALOG_TOO_LARGE,
          TOOLS_HELD,
          APPROVED_SET_UNKNOWN ->
          List.of(ConditionType.TOOLS_APPROVED);
      case CREDENTIALS_READY,
          NO_CREDENTIALS,
          SECRET_NOT_LENT,
          SECRET_NOT_FOUND,
          SECRET_NOT_CONSENTED,
          SECRET_KEY_MISSING,
          SECRET_INVALID,
          SECRET_DESTINATION_FORBIDDEN,
          TOKEN_PENDING,
          TOKEN_REFUSED,
          TOKEN_NOT_STORED,
          CONSENT_NEEDED,
          RECONNECT_REQUIRED,
          ISSUER_UNAVAILABLE,
          ISSUER_INVALID,
          ISSUER_FORBIDDEN,
          CREDENTIALS_NOT_ALLOWED,
          SCOPES_NOT_ALLOWED ->
          List.of(CREDENTIALS_READY);
      case DESTINATION_FORBIDDEN, INSECURE_TRANSPORT -> List.of(ACCEPTED, REACHABLE, VERIFIED);
      case NAMESPACE_NOT_ENABLED -> List.of(ACCEPTED, REACHABLE, DELIVERED);
      case CONFIG_NOT_FOUND, CONFIG_NOT_LABELLED, CONFIG_KEY_MISSING, CA_BUNDLE_INVALID ->
          List.of(ACCEPTED, REACHABLE);
      case REACHABLE, NEEDS_INTEGRATION -> List.of(REACHABLE);
      case VERIFIED, TOOLS_LEFT_OUT, VIEW_UNKNOWN, CREDENTIAL_REJECTED, INSUFFICIENT_SCOPE ->
          List.of(VERIFIED);
      case NOT_VERIFIED_YET,
          CREDENTIAL_REQUIRED,
          UNREACHABLE,
          TIMEOUT,
          TLS_FAILED,
          SERVER_ERROR,
          RATE_LIMITED,
          ENDPOINT_NOT_FOUND,
          FORBIDDEN,
          UNEXPECTED_STATUS,
          REDIRECT_REFUSED,
          MALFORMED_ANSWER,
          ANSWER_TOO_LARGE,
          UNSUPPORTED_ENCODING,
          TOO_MANY_PAGES,
          TOO_MANY_MESSAGES,
          TOO_MANY_TOOLS,
          UNSUPPORTED_PROTOCOL ->
          List.of(REACHABLE, VERIFIED);
      case RESOLVED, PARTIALLY_AVAILABLE, NOTHING_AVAILABLE, NOT_FOUND, PINNED_OTHER ->
          List.of(RESOLVED);
      case DELIVERED, OUTPUT_CONFLICT -> List.of(DELIVERED);
      case OUTPUT_NAME_TAKEN -> List.of(CREDENTIALS_READY, DELIVERED);
      case WITHIN_BUDGET, OVER_BUDGET -> List.of(WITHIN_BUDGET);
      case READY -> List.of(READY);
      case CREDENTIAL_UNAVAILABLE, NO_TOOL_ENABLED, REPLACED_BY_NEARER, TOO_LARGE -> List.of();
    };
  }
}
