package dev.toolrack.bench.lane;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.Expectation;
import dev.toolrack.bench.bed.Patience;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Waiting;
import dev.toolrack.testbed.ApiRequests.Counts;

/**
 * What one round of one lane took.
 *
 * @param millis from before the change is sent until a watching client has seen the last write to
 *     the last ConfigMap that had to follow
 * @param settledMillis the same for the last status of a binding; 0 if none was written
 * @param writes API requests that were meant to change something, without leases
 * @param reads API requests that were not, without watches and leases
 * @param caused how many of these are the change itself
 * @param cpuMillis processor time of the lane's own processes, until all is calm again
 * @param clientCpuMillis of the measuring client, which also is the one that writes in a floor's
 *     turn
 * @param controlPlaneCpuMillis of etcd and the API server
 */
public record Turn(
    double millis,
    double settledMillis,
    Counts writes,
    Counts reads,
    int caused,
    double cpuMillis,
    double clientCpuMillis,
    double controlPlaneCpuMillis) {

  /** The processor time of everybody who took part. */
  public double allCpuMillis() {
    return cpuMillis + clientCpuMillis + controlPlaneCpuMillis;
  }

  /** Lets a lane have its turn. */
  public static Turn of(Bed bed, Lane lane, int round) {
    lane.arm(round);
    // Nobody pays for garbage of the turn before.
    System.gc();
    bed.calm();
    try (Expectation outputs = bed.watch(lane.kind()).expect(lane.outputs(), lane::isOutput);
        Expectation statuses = bed.bindings().expect(0, _ -> true)) {
      return of(bed, lane, round, outputs, statuses);
    }
  }

  /**
   * Lets a lane have a turn that nobody measures: the next one may begin while traces of this one
   * are still being written.
   *
   * @return how long, as far as it can be said of such a turn, in milliseconds
   */
  public static double hasty(Bed bed, Lane lane, int round) {
    lane.arm(round);
    try (Expectation outputs = bed.watch(lane.kind()).expect(lane.outputs(), lane::isOutput)) {
      long begun = System.nanoTime();
      lane.change(round);
      outputs.await(Patience.of(lane.outputs()));
      return Waiting.millis(begun, outputs.last());
    }
  }

  private static Turn of(Bed bed, Lane lane, int round, Expectation outputs, Expectation statuses) {
    Counts before = bed.requests().snapshot();
    double own = cpu(lane);
    double client = RunningProcess.self().cpuMillis();
    double control = bed.controlPlaneCpuMillis();
    long begun = System.nanoTime();
    lane.change(round);
    outputs.await(Patience.of(lane.outputs()));
    double clientUsed = RunningProcess.self().cpuMillis() - client;
    bed.calm();
    own = cpu(lane) - own;
    control = bed.controlPlaneCpuMillis() - control;
    Counts requests =
        bed.requests().since(before).only(request -> !request.resource().equals("leases"));
    int showing = lane.showing(round);
    if (showing != lane.outputs()) {
      throw new BenchException(
          "%s: %d of %d outputs show the change.".formatted(lane.name(), showing, lane.outputs()));
    }
    return new Turn(
        Waiting.millis(begun, outputs.last()),
        statuses.seen() == 0 ? 0 : Waiting.millis(begun, statuses.last()),
        requests.writes(),
        requests.only(request -> !request.isWrite() && !request.verb().equals("WATCH")),
        lane.causes(),
        own,
        clientUsed,
        control);
  }

  private static double cpu(Lane lane) {
    return lane.processes().stream().mapToDouble(RunningProcess::cpuMillis).sum();
  }
}
