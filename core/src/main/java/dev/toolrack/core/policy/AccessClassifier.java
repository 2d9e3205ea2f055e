package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Trust;

/**
 * The class of a tool before anybody corrects it (resolution.md, What a tool is allowed): its name;
 * its description, which "may only tighten"; its annotations, which "tighten always and loosen only
 * under {@code trust: Trusted}".
 */
public final class AccessClassifier {

  private AccessClassifier() {}

  /** Classifies a tool; an unrecognised trust is no trust. */
  public static Verbs.Finding classify(ToolTraits tool, Trust trust) {
    if (Boolean.TRUE.equals(tool.destructiveHint())) {
      return new Verbs.Finding(AccessClass.WRITE, "annotation destructiveHint: true");
    }
    if (Boolean.FALSE.equals(tool.readOnlyHint())) {
      return new Verbs.Finding(AccessClass.WRITE, "annotation readOnlyHint: false");
    }
    if (trust == Trust.TRUSTED && Boolean.TRUE.equals(tool.readOnlyHint())) {
      return new Verbs.Finding(AccessClass.READ, "trusted annotation readOnlyHint: true");
    }
    Verbs.Finding byName = Verbs.ofName(tool.name());
    if (byName.access() != AccessClass.WRITE && tool.describedWrite() != null) {
      return new Verbs.Finding(
          AccessClass.WRITE, "description says \"" + tool.describedWrite() + "\"");
    }
    return byName;
  }

  /** Whether one class is stricter than the other: Write, then Unknown, then Read. */
  static boolean stricter(AccessClass one, AccessClass other) {
    return strictness(one) > strictness(other);
  }

  private static int strictness(AccessClass access) {
    return switch (access) {
      case READ -> 0;
      case UNKNOWN -> 1;
      case WRITE, UNRECOGNISED -> 2;
    };
  }
}
