package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import dev.toolrack.crds.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The tables {@code tools/corpus.tsv} and {@code tools/sources.tsv}: tools of public MCP servers as
 * people wrote them down. What their columns mean is said in docs/tool-corpus.md.
 */
final class ToolCorpus {
  private static final Path FOLDER = Path.of("src/test/resources/tools");

  /** How a comment begins where the rules let a tool pass that writes. */
  static final String PASSES = "PASSES: ";

  private ToolCorpus() {}

  /**
   * One row of the corpus.
   *
   * @param line its line in the file, from 1
   * @param source a name of sources.tsv
   * @param name the tool's own name
   * @param description how the server's description begins; empty = none was seen
   * @param expected the class that the rules give it, derived by hand from their text
   * @param truth what a careful person says it does: READ or WRITE
   * @param comment why the two differ, or what is remarkable; may be empty
   */
  record Tool(
      int line,
      String source,
      String name,
      String description,
      AccessClass expected,
      AccessClass truth,
      String comment) {

    /** The class that the code gives a tool of that name and description, without annotations. */
    Verbs.Finding finding() {
      return AccessClassifier.classify(
          new ToolTraits(name, Verbs.writeVerbOf(description), null, null, null), Trust.UNTRUSTED);
    }

    @Override
    public String toString() {
      return source + " " + name + " (line " + line + ")";
    }
  }

  /**
   * Where tools were seen.
   *
   * @param commit one or more abbreviated commits, separated by blanks
   */
  record Source(String name, String repository, String path, String commit) {}

  static List<Tool> tools() {
    List<Tool> tools = new ArrayList<>();
    for (Row row : rows("corpus.tsv", 5, 6)) {
      tools.add(
          new Tool(
              row.line(),
              row.cell(0),
              row.cell(1),
              row.cell(2),
              access(row, 3),
              access(row, 4),
              row.cell(5)));
    }
    return tools;
  }

  static List<Source> sources() {
    return rows("sources.tsv", 4, 4).stream()
        .map(row -> new Source(row.cell(0), row.cell(1), row.cell(2), row.cell(3)))
        .toList();
  }

  private record Row(String file, int line, List<String> cells) {
    String cell(int at) {
      return at < cells.size() ? cells.get(at) : "";
    }
  }

  private static AccessClass access(Row row, int column) {
    return switch (row.cell(column)) {
      case "Read" -> AccessClass.READ;
      case "Write" -> AccessClass.WRITE;
      case "Unknown" -> AccessClass.UNKNOWN;
      default ->
          throw new IllegalStateException(
              row.file() + ":" + row.line() + ": not a class: " + row.cell(column));
    };
  }

  private static List<Row> rows(String file, int fewest, int most) {
    List<Row> rows = new ArrayList<>();
    int line = 0;
    for (String text : lines(file)) {
      line++;
      if (text.startsWith("#")) {
        continue;
      }
      List<String> cells = List.of(text.split("\t", -1));
      if (cells.size() < fewest || cells.size() > most) {
        throw new IllegalStateException(
            String.format(
                Locale.ROOT, "%s:%d: %d fields instead of %d", file, line, cells.size(), fewest));
      }
      rows.add(new Row(file, line, cells));
    }
    return rows;
  }

  private static List<String> lines(String file) {
    try {
      return Files.readAllLines(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
