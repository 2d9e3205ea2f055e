package dev.toolrack.bench.cases;

import dev.toolrack.bench.BenchException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ScopeType;

/** The command {@code bench/run}: all cases, one after the other, or one of them. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    version = "bench of Toolrack 0.1.0",
    description = "Measures the operator on this machine; without a case, all of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0: measured, whatever the figures are",
      "1: could not be measured",
      "2: wrong use",
      "3: measured, but a floor was so restless that no ratio to it means anything"
    },
    subcommands = {
      StartCase.class,
      FanOutCase.class,
      BindingCase.class,
      MemoryCase.class,
      IdleCase.class,
      RestartCase.class,
      SlopesCase.class
    })
public final class Bench implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int NOISY = 3;

  @Mixin private Options options = new Options();

  /** Measures and prints. */
  public static void main(String[] arguments) {
    // The client's threads would keep this JVM for a while.
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Bench())
        .setExpandAtFiles(false)
        .setExecutionExceptionHandler((failure, command, _) -> {
          if (failure instanceof NoisyFloor) {
            command.getErr().println("Too noisy: " + failure.getMessage());
            return NOISY;
          }
          if (failure instanceof BenchException) {
            command.getErr().println(failure.getMessage());
            return FAILED;
          }
          throw failure;
        });
  }

  @Override
  public Integer call() {
    List<Case> all =
        List.of(
            new StartCase(),
            new FanOutCase(),
            new BindingCase(),
            new MemoryCase(),
            new IdleCase(),
            new RestartCase(),
            new SlopesCase());
    int outcome = DONE;
    try (var stages = new Stages(options)) {
      for (Case each : all) {
        try {
          each.run(options, stages);
        } catch (NoisyFloor noise) {
          // The other cases have floors of their own, or none.
          outcome = NOISY;
        }
      }
    }
    return outcome;
  }
}
