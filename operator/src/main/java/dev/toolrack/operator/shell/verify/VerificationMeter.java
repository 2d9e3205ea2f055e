package dev.toolrack.operator.shell.verify;

/** Told of every verification that counts, for metrics. */
@FunctionalInterface
public interface VerificationMeter {

  /** One had this result. */
  void answered(String result);
}
