package dev.toolrack.cli.lint;

import java.io.Serial;

/** A file is not YAML or JSON. */
final class Unreadable extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Place place;

  Unreadable(Place place, String message) {
    super(message);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
