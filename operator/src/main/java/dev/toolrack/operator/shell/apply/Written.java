package dev.toolrack.operator.shell.apply;

/** How an attempt to bring an object into its desired form ended. */
public enum Written {
  /** It was so already. */
  UNCHANGED,
  /** It was created, updated, replaced or deleted. */
  CHANGED,
  /** An object that is not ours has the name; it was not touched. */
  NAME_TAKEN,
  /** It changed again and again while it was written, or its namespace goes away; try later. */
  CONFLICT
}
