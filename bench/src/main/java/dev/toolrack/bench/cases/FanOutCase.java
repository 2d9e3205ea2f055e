package dev.toolrack.bench.cases;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Shape;
import dev.toolrack.bench.lane.FloorLane;
import dev.toolrack.bench.lane.Lane;
import dev.toolrack.bench.lane.ToolrackLane;
import dev.toolrack.bench.report.Report;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** One integration changes, all agents follow (P1, P2, P3, P5). */
@Command(
    name = "fanout",
    description = {
      "One organisation-wide integration changes and the ConfigMaps of N bindings follow: how long until"
          + " a watching client has seen the last one, in turns with a plain client that writes the"
          + " same data by parallel server-side apply and by parallel PUT; writes and processor time."
    })
final class FanOutCase extends Case {
  @Override
  String name() {
    return "fanout";
  }

  @Override
  void measure(Options how, Report report) {
    for (Shape shape : how.shapes()) {
      measure(how, shape, report);
    }
  }

  private static void measure(Options how, Shape shape, Report report) {
    try (var bed = new Bed(Options.root())) {
      var fleet = bed.fleet(shape);
      try (var toolrack = new ToolrackLane(bed, fleet, how.launch())) {
        toolrack.prepare();
        List<Lane> floors =
            Stream.of(FloorLane.How.values())
                .<Lane>map(
                    floor -> new FloorLane(bed, toolrack.toolsets(), shape.bindings(), floor))
                .toList();
        floors.forEach(Lane::prepare);
        var lanes = Stream.concat(Stream.of(toolrack), floors.stream()).toList();
        var rounds = new Rounds(bed, lanes);
        rounds.run(how.warmUps(shape), how.pairs(shape));
        rounds.report(report, shape.bindings(), how.noise());
      }
    }
  }
}
