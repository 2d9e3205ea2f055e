package dev.toolrack.cli;

/** How results are printed. */
enum OutputForm {
  /** For people; a server's words are cleaned. */
  TABLE,
  /** For programs; a server's words are exact. */
  JSON
}
