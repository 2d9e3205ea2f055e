package dev.toolrack.operator.shell.verify;

/** Told of every verification, for metrics. */
public interface VerificationMeter {

  /** One begins. */
  void started();

  /** One ended. */
  void finished(String result);
}
