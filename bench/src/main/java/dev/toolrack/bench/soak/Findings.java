package dev.toolrack.bench.soak;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.bench.soak.Trend.Rise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a soak has shown.
 *
 * @param conditions under which it ran
 * @param samples those that count, in order
 * @param growth by how many instances a class grew between the first sample and the last, where
 *     that is about as much as objects came and went
 * @param failures reconciles that ended with an exception
 */
record Findings(
    Map<String, Object> conditions, List<Sample> samples, Map<String, Long> growth, long failures) {

  /** Whether nothing grows. */
  boolean isFlat() {
    return growth.isEmpty() && Trend.ALL.stream().noneMatch(trend -> trend.grows(samples));
  }

  /** A Markdown document. */
  String table() {
    var text = new StringBuilder();
    conditions.forEach((what, value) -> text.append("%s: %s%n".formatted(what, value)));
    text.append(
        """

        | reconciles | namespaces gone | heap MiB | metaspace MiB | RSS MiB | threads | descriptors |
        |---|---|---|---|---|---|---|
        """);
    samples.forEach(s ->
        text.append(
            "| %,d | %,d | %.2f | %.2f | %.1f | %.0f | %.0f |%n"
                .formatted(
                    s.reconciles(),
                    s.passers(),
                    s.heap(),
                    s.metaspace(),
                    s.resident(),
                    s.threads(),
                    s.descriptors())));
    text.append(
        """

        | line of least squares through them | rise in a million reconciles | standard error | flat: at most | |
        |---|---|---|---|---|
        """);
    for (Trend trend : Trend.ALL) {
      Rise rise = trend.rise(samples);
      text.append(
          "| %s | %+.2f %s | %.2f | %.0f %3$s | %s |%n"
              .formatted(
                  trend.what(),
                  rise.perMillion(),
                  trend.unit(),
                  rise.error(),
                  trend.limit(),
                  trend.verdict(samples)));
    }
    text.append("\nreconciles that failed: ").append(failures).append('\n');
    text.append("classes with more and more instances: ")
        .append(growth.isEmpty() ? "none" : growth.toString())
        .append('\n');
    return text.toString();
  }

  /** Writes everything. */
  void save(Path file) {
    var trends = new LinkedHashMap<String, Object>();
    Trend.ALL.forEach(trend -> trends.put(trend.what(), trend.rise(samples)));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      new ObjectMapper()
          .writerWithDefaultPrettyPrinter()
          .writeValue(
              file.toFile(),
              Map.of(
                  "conditions", conditions,
                  "samples", samples,
                  "trends", trends,
                  "growth", growth,
                  "failures", failures));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
