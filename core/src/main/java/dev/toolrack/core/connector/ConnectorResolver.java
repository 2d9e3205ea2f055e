package dev.toolrack.core.connector;

import dev.toolrack.core.address.UrlTemplate;
import dev.toolrack.core.naming.Durations;
import dev.toolrack.core.policy.RuleList;
import dev.toolrack.core.spec.Unrecognised;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Effect;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.McpConnectorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a connector's declaration is valid. The schema refuses most of what is checked
 * here; this is the second wall, for objects that were written under another version of it.
 */
public final class ConnectorResolver {

  private ConnectorResolver() {}

  /** What is to be said about a connector; at least one finding of type Accepted. */
  public static List<Finding> findings(McpConnectorSpec spec) {
    var findings = new ArrayList<Finding>();
    if (!spec.enabled()) {
      findings.add(accepted(Reason.DISABLED, Reason.DISABLED.sentence()));
    }
    UrlTemplate.of(spec)
        .problem()
        .ifPresent(invalid ->
            findings.add(accepted(AddressReasons.of(invalid.problem()), invalid.message())));
    durations(spec.verify()).ifPresent(findings::add);
    // What is sent and where to must be understood to the letter.
    Unrecognised.within(spec, "spec.type", "spec.server", "spec.variables", "spec.oauth")
        .ifPresent(fields ->
            findings.add(accepted(Reason.SPEC_NOT_UNDERSTOOD, fields).as(Effect.BLOCKED)));
    notices(spec).forEach(findings::add);
    findings.add(accepted(Reason.ACCEPTED, Reason.ACCEPTED.sentence()));
    return List.copyOf(findings);
  }

  private static Optional<Finding> durations(McpConnectorSpec.Verify verify) {
    String maxStale = verify.maxStale();
    if (Durations.parse(verify.interval()).isEmpty()) {
      return Optional.of(badDuration("interval", verify.interval()));
    }
    if (Durations.parse(verify.timeout()).isEmpty()) {
      return Optional.of(badDuration("timeout", verify.timeout()));
    }
    if (maxStale != null && Durations.parse(maxStale).isEmpty()) {
      return Optional.of(badDuration("maxStale", maxStale));
    }
    return Optional.empty();
  }

  private static List<Finding> notices(McpConnectorSpec spec) {
    var notices = new ArrayList<Finding>();
    Unrecognised.in(spec)
        .ifPresent(fields -> notices.add(accepted(Reason.SPEC_NOT_UNDERSTOOD, fields)));
    List<String> unreachable = RuleList.ofConnector("", spec.tools().rules()).unreachable();
    if (!unreachable.isEmpty()) {
      notices.add(
          accepted(
              Reason.RULE_UNREACHABLE,
              "spec.tools.rules: %s never decide. %s"
                  .formatted(String.join(", ", unreachable), Reason.RULE_UNREACHABLE.sentence())));
    }
    return notices;
  }

  private static Finding badDuration(String field, String value) {
    return accepted(
        Reason.DURATION_INVALID,
        "spec.verify.%s: \"%s\". %s".formatted(field, value, Reason.DURATION_INVALID.remedy()));
  }

  private static Finding accepted(Reason reason, String message) {
    return Finding.of(ConditionType.ACCEPTED, reason, message);
  }
}
