package dev.toolrack.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.stat.Samples;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a case has written down.
 *
 * @param report as {@link Report#save} wrote it
 */
public record Earlier(JsonNode report) {
  /** Reads it; says what to run if it is not there. */
  public static Earlier read(Path directory, String name) {
    Path file = directory.resolve(name + ".json");
    if (!Files.exists(file)) {
      throw new BenchException("There is no " + file + ": run bench/run " + name + " first.");
    }
    try {
      return new Earlier(new ObjectMapper().readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The medians of the rows with this id, by number of bindings. */
  public Map<Integer, Double> medians(String id) {
    var medians = new TreeMap<Integer, Double>();
    for (JsonNode row : report.path("rows")) {
      if (row.path("id").asText().equals(id)) {
        var values = new ArrayList<Double>();
        row.path("samples").path("values").forEach(value -> values.add(value.asDouble()));
        medians.put(row.path("bindings").asInt(), new Samples(values).median());
      }
    }
    return medians;
  }
}
