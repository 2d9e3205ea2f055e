package dev.toolrack.bench.lane;

import dev.toolrack.bench.bed.Bed;
import dev.toolrack.bench.bed.RunningProcess;
import dev.toolrack.bench.bed.Sightings.Place;
import java.util.List;

/**
 * Somebody who makes N objects follow one change, and is measured beside others who do the same on
 * the same API server: the operator, a floor, or another operator that does equal work.
 *
 * <p>The order of calls is {@link #prepare()}, then for each round {@link #arm}, {@link #change},
 * {@link #showing}, at last {@link #close()}. Between two calls the bench waits until nothing is
 * written any more. Rounds of all lanes are numbered upwards; a number never comes back.
 */
public interface Lane extends AutoCloseable {
  /** As it is called in tables, and chosen by {@code --lanes}. */
  String name();

  /**
   * Starts what does the work and makes as many consumers as the bed's shape says. Returns when
   * each of them has its ConfigMap.
   */
  void prepare();

  /** Makes ready for a round, before the clock starts, for example reads what is to be written. */
  void arm(int round);

  /**
   * Makes the change that all the objects have to follow; returns when the API server has answered.
   * The clock is running.
   */
  void change(int round);

  /** How many API requests of {@link #change} are not the work of this lane but its cause. */
  int causes();

  /** The API path of the kind that has to follow, for all namespaces. */
  default String kind() {
    return Bed.CONFIG_MAPS;
  }

  /** Whether an object of that kind is one of those that have to follow. */
  boolean isOutput(Place place);

  /** How many have to follow. */
  int outputs();

  /** How many of them show the change of the round, as the API server has them now. */
  int showing(int round);

  /** The processes whose processor time and memory are this lane's; none if the client does it. */
  List<RunningProcess> processes();

  /** Ends the processes. What is in the API server may stay. */
  @Override
  void close();
}
