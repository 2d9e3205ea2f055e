package dev.toolrack.cli.lint;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolrack.core.status.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Problems in the Static Analysis Results Interchange Format 2.1.0 (OASIS). */
record Sarif(@JsonProperty("$schema") String schema, String version, List<Run> runs) {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  record Run(Tool tool, String columnKind, List<Result> results) {}

  record Tool(Driver driver) {}

  record Driver(String name, String version, List<Rule> rules) {}

  record Rule(String id, Text shortDescription, Text help) {}

  record Text(String text) {}

  record Result(
      String ruleId, int ruleIndex, String level, Text message, List<Location> locations) {}

  record Location(Physical physicalLocation, List<Logical> logicalLocations) {}

  record Physical(Artifact artifactLocation, Region region) {}

  record Artifact(String uri) {}

  record Region(int startLine, int startColumn) {}

  record Logical(String fullyQualifiedName) {}

  /** A run of lint. */
  static Sarif of(List<Problem> problems, String version) {
    List<Rule> rules =
        rules().filter(rule -> problems.stream().anyMatch(p -> p.rule().equals(rule.id))).toList();
    List<Result> results = problems.stream().map(problem -> result(problem, rules)).toList();
    return new Sarif(
        SCHEMA,
        "2.1.0",
        List.of(
            new Run(
                new Tool(new Driver("kubectl-toolrack lint", version, rules)),
                "unicodeCodePoints",
                results)));
  }

  /** Every rule there is: the closed set of lint and that of the operator. */
  static Stream<Rule> rules() {
    return Stream.concat(
        Arrays.stream(FileRule.values())
            .map(rule -> new Rule(rule.wire(), new Text(rule.meaning()), new Text(rule.meaning()))),
        Arrays.stream(Reason.values())
            .map(reason ->
                new Rule(reason.wire(), new Text(reason.meaning()), new Text(reason.sentence()))));
  }

  private static Result result(Problem problem, List<Rule> rules) {
    int index = rules.stream().map(Rule::id).toList().indexOf(problem.rule());
    List<Logical> logical =
        problem.object().isEmpty() ? List.of() : List.of(new Logical(problem.object()));
    return new Result(
        problem.rule(),
        index,
        problem.severity().word(),
        new Text(problem.message()),
        List.of(
            new Location(
                new Physical(
                    new Artifact(uri(problem.place().file())),
                    new Region(problem.place().line(), problem.place().column())),
                logical)));
  }

  /** A file as a URI reference: relative ones stay so. */
  private static String uri(String file) {
    String path = file.replace('\\', '/');
    try {
      String relative = path.startsWith("./") ? path.substring(2) : path;
      return relative.startsWith("/")
          ? new URI("file", "", relative, null).toASCIIString()
          : new URI(null, null, relative, null).toASCIIString();
    } catch (URISyntaxException e) {
      return "unnamed";
    }
  }
}
