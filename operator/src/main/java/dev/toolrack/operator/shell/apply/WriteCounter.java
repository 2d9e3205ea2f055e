package dev.toolrack.operator.shell.apply;

/** Told of every write, for metrics. */
@FunctionalInterface
public interface WriteCounter {

  /**
   * One object was written.
   *
   * @param verb create, update or delete
   * @param kind of the object
   */
  void wrote(String verb, String kind);
}
