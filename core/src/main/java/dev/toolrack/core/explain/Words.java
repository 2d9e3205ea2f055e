package dev.toolrack.core.explain;

import dev.toolrack.core.policy.Decision;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.scope.Specificity;
import org.jspecify.annotations.Nullable;

/** Fixed words of reports. */
final class Words {
  private Words() {}

  static String of(@Nullable Decision decision) {
    return switch (decision) {
      case AUTO -> "Auto";
      case ASK -> "Ask";
      case DISABLED -> "Disabled";
      case null -> "none";
    };
  }

  static String of(Verdict verdict) {
    return of(verdict.decision());
  }

  static String of(Specificity specificity) {
    return switch (specificity) {
      case OWN_NAMESPACE -> "own namespace";
      case PROJECT -> "project";
      case TEAM -> "team";
      case ORG -> "org";
      case CLUSTER -> "cluster";
    };
  }

  static @Nullable String emptyAsNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
