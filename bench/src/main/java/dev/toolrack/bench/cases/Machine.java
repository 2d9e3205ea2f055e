package dev.toolrack.bench.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is going on beside the measurement. */
final class Machine {
  private Machine() {}

  /** How many processes want to run, on average over one, five and fifteen minutes. */
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip().replaceAll(" [^ ]+ [^ ]+$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
