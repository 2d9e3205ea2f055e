package dev.toolrack.core.status;

/**
 * One thing that was found out about an object.
 *
 * @param type the condition it belongs to
 * @param effect what it does; usually the reason's own
 * @param reason why
 * @param message one sentence for people: what, which field or object, and the remedy; never bytes
 *     that a server sent
 */
public record Finding(ConditionType type, Effect effect, Reason reason, String message) {

  /** A finding with the reason's usual effect. */
  public static Finding of(ConditionType type, Reason reason, String message) {
    return new Finding(type, reason.effect(), reason, message);
  }

  /** A finding with the reason's usual effect and its own sentence. */
  public static Finding of(ConditionType type, Reason reason) {
    return of(type, reason, reason.sentence());
  }

  /** The same finding with another effect. */
  public Finding as(Effect other) {
    return new Finding(type, other, reason, message);
  }
}
