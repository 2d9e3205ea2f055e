package dev.toolrack.cli.kubectl;

import java.io.PrintWriter;

/** Where people read. */
public final class Screen {
  private final PrintWriter out;
  private final boolean colours;

  /** Prints to {@code out}, in colours or without. */
  public Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** One line. */
  public void line(String text) {
    out.println(text);
  }

  /** One line in a colour. */
  public void line(Colour colour, String text) {
    out.println(paint(colour, text));
  }

  /** An empty line. */
  public void gap() {
    out.println();
  }

  /** The text in a colour, where there are colours. */
  public String paint(Colour colour, String text) {
    return colours && !text.isEmpty() ? colour.paint(text) : text;
  }
}
