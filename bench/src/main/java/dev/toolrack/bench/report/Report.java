package dev.toolrack.bench.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.bench.stat.Samples;
import dev.toolrack.testbed.ApiRequests.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measured values of one case. */
public final class Report {
  private final String name;
  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Map<String, Long>> requests = new LinkedHashMap<>();
  private final List<Goal> goals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> objections = new ArrayList<>();

  /** Of the case with this name. */
  public Report(String name) {
    this.name = name;
    progress(name);
  }

  /** Under which conditions the figures were taken. */
  public void condition(String what, Object value) {
    conditions.put(what, value);
  }

  /** Measured values of one thing. */
  public void row(String id, int bindings, String what, String unit, Samples samples) {
    var row = new Row(id, bindings, what, unit, samples);
    rows.add(row);
    progress(row.line());
  }

  /** One measured value. */
  public void row(String id, int bindings, String what, String unit, double value) {
    row(id, bindings, what, unit, Samples.of(value));
  }

  /** The requests of a phase but for reads of single objects and the leases. */
  public void requests(String phase, Counts counts) {
    everything(
        phase,
        counts.only(
            request -> !request.verb().equals("GET") && !request.resource().equals("leases")));
  }

  /** All requests of a phase. */
  public void everything(String phase, Counts counts) {
    var byKind = new LinkedHashMap<String, Long>();
    counts.byRequest().forEach((request, count) -> byKind.put(request.toString(), count));
    requests.put(phase, byKind);
    progress(phase + ": " + byKind);
  }

  /** Something that whoever reads the figures has to know. */
  public void note(String text) {
    notes.add(text);
    progress(text);
  }

  /** Why ratios of one size mean nothing; those of others may. */
  public void objection(int bindings, String text) {
    String said = String.format(Locale.ROOT, "%,d bindings, TOO NOISY: %s", bindings, text);
    objections.add(said);
    note(said);
  }

  /** All of them. */
  public List<String> objections() {
    return List.copyOf(objections);
  }

  /** A value beside what it is meant to be. */
  public void goal(Goal goal) {
    goals.add(goal);
    progress(goal.line());
  }

  /** What was measured so far. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  /** A Markdown document of tables. */
  public String table() {
    var text = new StringBuilder("\n## " + name + "\n\n");
    conditions.forEach((what, value) -> text.append("%s: %s%n".formatted(what, value)));
    notes.forEach(note -> text.append("NOTE: ").append(note).append('\n'));
    text.append("\n| bindings | what | unit | median | min | max | n |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    rows.forEach(row -> text.append(row.line()).append('\n'));
    if (!goals.isEmpty()) {
      text.append(
          "\n| goal | bindings | what | value | meant to be | |\n|---|---|---|---|---|---|\n");
    }
    goals.forEach(goal -> text.append(goal.line()).append('\n'));
    if (!requests.isEmpty()) {
      text.append("\n| phase | API requests by verb, resource and status |\n|---|---|\n");
    }
    requests.forEach((phase, counts) -> {
      var entries = new ArrayList<String>();
      counts.forEach((request, count) -> entries.add(count + " × " + request));
      text.append("| %s | %s |%n".formatted(phase, String.join("<br>", entries)));
    });
    return text.toString();
  }

  /** Writes everything, each sample included, as {@code NAME.json}. */
  public void save(Path directory) {
    var all = new LinkedHashMap<String, Object>();
    all.put("case", name);
    all.put("conditions", conditions);
    all.put("notes", notes);
    all.put("rows", rows);
    all.put("goals", goals);
    all.put("requests", requests);
    try {
      Files.createDirectories(directory);
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(directory.resolve(name + ".json").toFile(), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is going on, for whoever waits. */
  public static void progress(String text) {
    System.err.println("  " + text);
  }
}
