package dev.toolrack.cli.kubectl;

/**
 * What a command has found out: a record, which JSON and YAML show component by component (absent
 * ones left out), and how people read it. Texts of a remote server in it are cleaned already.
 */
public interface Report {
  /** Prints it for people. */
  void print(Screen screen);
}
