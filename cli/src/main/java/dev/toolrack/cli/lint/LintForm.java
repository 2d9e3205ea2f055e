package dev.toolrack.cli.lint;

/** How problems are printed. */
enum LintForm {
  /** A line each, as compilers do. */
  PLAIN,
  /** For programs. */
  JSON,
  /** The same for programs and people. */
  YAML,
  /** For code scanning services: SARIF 2.1.0. */
  SARIF
}
