package dev.toolrack.bench.verifier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measures the cases one after the other, each in a new JVM, and prints a table. */
public final class VerifierTable {
  private static final List<Integer> HUNG_PER_HUNDRED = List.of(0, 1, 10);

  private VerifierTable() {}

  /**
   * Measures and prints.
   *
   * @param arguments options for the JVM that verifies; none = {@code -Xmx128m}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> options = arguments.length == 0 ? List.of("-Xmx128m") : List.of(arguments);
    var mapper = new ObjectMapper();
    var cases = new ArrayList<JsonNode>();
    for (int hung : HUNG_PER_HUNDRED) {
      cases.add(mapper.readTree(run(options, hung)));
      System.err.println("  " + cases.getLast());
    }
    Path file = Path.of(System.getProperty("toolrack.root", "."), "bench/target/verifier.json");
    Files.createDirectories(file.getParent());
    mapper.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), cases);
    System.out.println(table(cases));
  }

  private static String run(List<String> options, int hung)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(options);
    System.getProperties().stringPropertyNames().stream()
        .filter(name -> name.startsWith("toolrack.bench."))
        .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(VerifierLoad.class.getName(), Integer.toString(hung)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try (InputStream out = process.getInputStream()) {
      String json = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("the case with " + hung + " % failed");
      }
      return json;
    }
  }

  private static String table(List<JsonNode> cases) {
    var text = new StringBuilder("| |");
    cases.forEach(c -> text.append(" %d %% hang |".formatted(c.path("hungPerHundred").asInt())));
    text.append("\n|---|").append("---|".repeat(cases.size())).append('\n');
    cases
        .getFirst()
        .fieldNames()
        .forEachRemaining(name -> {
          text.append("| ").append(name).append(" |");
          cases.forEach(
              c -> text.append(String.format(Locale.ROOT, " %,.1f |", c.path(name).asDouble())));
          text.append('\n');
        });
    return text.toString();
  }
}
