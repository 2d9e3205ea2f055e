package dev.toolrack.cli.kubectl;

import java.io.PrintWriter;
import picocli.CommandLine;

/** Where people read. */
public final class Screen {
  private final PrintWriter out;
  private final boolean colours;

  /** Prints to {@code out}, in colours or without. */
  public Screen(PrintWriter out, boolean colours) {
    this.out = out;
    this.colours = colours;
  }

  /** Where the output of a command goes; in colours unless they are refused or of no use. */
  public static Screen of(CommandLine command, boolean colourless) {
    return new Screen(
        command.getOut(), !colourless && Toolrack.of(command).surroundings().colours());
  }

  /** One line. */
  public void line(String text) {
    out.println(text);
  }

  /** One line in a colour. */
  public void line(Colour colour, String text) {
    out.println(paint(colour, text));
  }

  /** Shows now what was printed. */
  public void flush() {
    out.flush();
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
