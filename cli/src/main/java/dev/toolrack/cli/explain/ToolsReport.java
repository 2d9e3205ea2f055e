package dev.toolrack.cli.explain;

import static dev.toolrack.cli.explain.AgentReport.or;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.cli.kubectl.Table;
import dev.toolrack.core.explain.ToolTable;
import org.jspecify.annotations.Nullable;

/** Shows tools, one in a row. */
record ToolsReport(@JsonValue ToolTable table) implements Report {
  /** Of a digest, enough to tell two apart. */
  private static final int SHORT = "sha256:".length() + 12;

  @Override
  public void print(Screen screen) {
    var rows = new Table("SERVER", "TOOL", "ACCESS", "APPROVAL", "DEFINITION", "DECIDED BY");
    for (ToolTable.Row row : table.tools()) {
      String[] cells = {
        row.server(),
        row.tool(),
        or(row.access()),
        row.decision(),
        digest(row.digest()),
        row.decidedBy()
      };
      switch (row.decision()) {
        case "Auto", "Ask" -> rows.row(cells);
        default -> rows.row(Colour.FAINT, cells);
      }
    }
    if (!rows.isEmpty()) {
      rows.print(screen);
    }
    table.notes().forEach(note -> screen.line(Colour.YELLOW, note));
    AgentReport.notVisible(screen, table.notVisible());
  }

  private static String digest(@Nullable String digest) {
    return digest == null ? "-" : digest.substring(0, Math.min(SHORT, digest.length()));
  }
}
