package dev.toolrack.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What an option names a file for; {@code -} is the standard input. */
public final class TextFile {
  private TextFile() {}

  /** Reads it all. The message of a failure names the option only. */
  public static String read(String option, Path file) {
    try {
      byte[] bytes =
          file.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(file);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WrongUse(option + ": the file cannot be read");
    }
  }

  /** Reads a secret: what is around it, such as the end of the line, is no part of it. */
  public static String secret(String option, Path file) {
    String secret = read(option, file).strip();
    if (secret.isEmpty()) {
      throw new WrongUse(option + ": the file is empty");
    }
    return secret;
  }
}
