package dev.toolrack.cli.kubectl;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows below headings, as kubectl prints them: three spaces between columns, none at the end. */
public final class Table {
  private static final String GAP = "   ";

  private final List<Row> rows = new ArrayList<>();
  private final int[] widths;

  private record Row(@Nullable Colour colour, List<String> cells) {}

  /** A table with these columns. */
  public Table(String... headings) {
    widths = new int[headings.length];
    add(new Row(null, List.of(headings)));
  }

  /** Adds a row; as many cells as headings. */
  public Table row(String... cells) {
    add(new Row(null, List.of(cells)));
    return this;
  }

  /** Adds a row in a colour. */
  public Table row(Colour colour, String... cells) {
    add(new Row(colour, List.of(cells)));
    return this;
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.size() == 1;
  }

  /** Prints it. */
  public void print(Screen screen) {
    for (Row row : rows) {
      String line = line(row);
      if (row.colour == null) {
        screen.line(line);
      } else {
        screen.line(row.colour, line);
      }
    }
  }

  private void add(Row row) {
    if (row.cells.size() != widths.length) {
      throw new IllegalArgumentException(row.cells + " does not fit " + widths.length + " columns");
    }
    for (int i = 0; i < widths.length; i++) {
      widths[i] = Math.max(widths[i], width(row.cells.get(i)));
    }
    rows.add(row);
  }

  private String line(Row row) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = row.cells.get(i);
      line.append(cell).append(" ".repeat(widths[i] - width(cell))).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
