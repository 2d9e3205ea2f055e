package dev.toolrack.operator.shell.token;

import java.util.Optional;

/**
 * What a client's Secret holds.
 *
 * @param id the client's identifier
 * @param secret its password
 * @param key its private key in PEM form
 */
public record ClientValues(String id, Optional<String> secret, Optional<String> key) {

  /** Shows nothing: all of it is secret or names somebody. */
  @Override
  public String toString() {
    return "ClientValues";
  }
}
