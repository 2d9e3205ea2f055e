package dev.toolrack.core.tool;

/** Which side of a definition changed, the one that matters most first. */
public enum Facet {
  /** What may be sent and what comes back: schemas, hints, and whatever is not known here. */
  CONTRACT("contract"),
  /** What a model reads: descriptions, titles and examples, also within schemas. */
  TEXT("text"),
  /** What only people see: icons, {@code _meta}. */
  COSMETICS("cosmetics");

  private final String word;

  Facet(String word) {
    this.word = word;
  }

  /** For messages. */
  public String word() {
    return word;
  }
}
