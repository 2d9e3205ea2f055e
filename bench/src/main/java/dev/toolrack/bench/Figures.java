package dev.toolrack.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.testbed.ApiRequests.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The measured values, as a table to read and as JSON to compare. */
final class Figures {
  private final Map<String, Object> conditions = new LinkedHashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final Map<String, Map<String, Long>> requests = new LinkedHashMap<>();

  /**
   * One line of the table.
   *
   * @param samples in the order in which they were taken
   */
  record Row(String what, String unit, List<Double> samples) {
    double median() {
      List<Double> sorted = samples.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double min() {
      return samples.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double max() {
      return samples.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
  }

  /** Under which conditions the figures were taken. */
  void condition(String name, Object value) {
    conditions.put(name, value);
    progress(name + ": " + value);
  }

  /** Measured values of one thing. */
  void row(String what, String unit, List<Double> samples) {
    var row = new Row(what, unit, List.copyOf(samples));
    rows.add(row);
    progress(line(row));
  }

  /** One measured value. */
  void row(String what, String unit, double value) {
    row(what, unit, List.of(value));
  }

  /** The requests of a phase but for reads of single objects and the control plane's leases. */
  void requests(String phase, Counts counts) {
    var byKind = new LinkedHashMap<String, Long>();
    counts
        .only(request -> !request.verb().equals("GET") && !request.resource().equals("leases"))
        .byRequest()
        .forEach((request, count) -> byKind.put(request.toString(), count));
    requests.put(phase, byKind);
    progress(phase + ": " + byKind);
  }

  /** A Markdown document of tables. */
  String table() {
    var text = new StringBuilder();
    conditions.forEach((name, value) -> text.append("%s: %s%n".formatted(name, value)));
    text.append("\n| what | unit | median | min | max | n |\n|---|---|---|---|---|---|\n");
    rows.forEach(row -> text.append(line(row)).append('\n'));
    text.append("\n| phase | API requests by verb, resource and status |\n|---|---|\n");
    requests.forEach((phase, counts) -> {
      var entries = new ArrayList<String>();
      counts.forEach((request, count) -> entries.add(count + " × " + request));
      text.append("| %s | %s |%n".formatted(phase, String.join("<br>", entries)));
    });
    return text.toString();
  }

  /** Writes everything, each sample included. */
  void save(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(
              file.toFile(), Map.of("conditions", conditions, "rows", rows, "requests", requests));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Milliseconds between two readings of {@link System#nanoTime()}. */
  static double millis(long from, long to) {
    return (to - from) / 1e6;
  }

  /** How many processes want to run, on average over one, five and fifteen minutes. */
  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).strip().replaceAll(" [^ ]+ [^ ]+$", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits. */
  static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException("Interrupted.", e);
    }
  }

  /** What is going on, for whoever waits. */
  static void progress(String text) {
    System.err.println("  " + text);
  }

  private static String line(Row row) {
    boolean single = row.samples().size() == 1;
    return "| %s | %s | %s | %s | %s | %d |"
        .formatted(
            row.what(),
            row.unit(),
            number(row.median()),
            single ? "" : number(row.min()),
            single ? "" : number(row.max()),
            row.samples().size());
  }

  private static String number(double value) {
    return String.format(
        Locale.ROOT, value < 10 && value != Math.rint(value) ? "%.2f" : "%,.0f", value);
  }
}
