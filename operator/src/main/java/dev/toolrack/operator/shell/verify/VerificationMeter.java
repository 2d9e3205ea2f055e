package dev.toolrack.operator.shell.verify;

/** Told of every verification, for metrics. */
public interface VerificationMeter {

  /** One begins. */
  void started();

  /** One ended, whether or not it counts. */
  void ended();

  /** One that counts had this result. */
  void answered(String result);
}
