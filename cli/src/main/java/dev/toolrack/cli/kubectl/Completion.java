package dev.toolrack.cli.kubectl;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What kubectl asks a plugin for when somebody presses TAB: the words so far, the last one being
 * completed. The answer is a candidate per line, and a directive of Cobra at the end.
 */
public final class Completion {
  /** The shell completes names of files. */
  private static final int FILES = 0;

  /** It does not. */
  private static final int NO_FILES = 4;

  private Completion() {}

  /** Prints candidates. */
  public static void main(String[] args) {
    print(Toolrack.commandLine(Surroundings.ofProcess()), List.of(args), System.out);
  }

  static void print(CommandLine root, List<String> words, PrintStream out) {
    List<String> before = words.isEmpty() ? List.of() : words.subList(0, words.size() - 1);
    String word = words.isEmpty() ? "" : words.getLast();
    Answer answer = answer(root.getCommandSpec(), before, word);
    answer.candidates.stream().filter(c -> c.startsWith(word)).forEach(out::println);
    out.println(":" + answer.directive);
    out.flush();
  }

  private record Answer(List<String> candidates, int directive) {
    static Answer of(List<String> candidates) {
      return new Answer(candidates, NO_FILES);
    }
  }

  private static Answer answer(CommandSpec root, List<String> before, String word) {
    List<String> rest = new ArrayList<>(before);
    CommandLine meant = rest.isEmpty() ? null : root.subcommands().get(rest.getFirst());
    if (meant != null) {
      rest.removeFirst();
    }
    CommandSpec command = meant == null ? root : meant.getCommandSpec();
    OptionSpec open = rest.isEmpty() ? null : command.findOption(rest.getLast());
    if (open != null && open.arity().max() > 0) {
      return value(open, rest);
    }
    if (word.startsWith("-")) {
      return Answer.of(options(command));
    }
    if (meant == null) {
      return Answer.of(List.copyOf(new TreeSet<>(root.subcommands().keySet())));
    }
    int index = positionals(command, rest);
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      if (parameter.index().contains(index)) {
        return value(parameter, rest);
      }
    }
    return Answer.of(List.of());
  }

  private static List<String> options(CommandSpec command) {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .map(OptionSpec::longestName)
        .sorted()
        .toList();
  }

  private static Answer value(ArgSpec argument, List<String> words) {
    String label = Objects.requireNonNullElse(argument.paramLabel(), "");
    if (label.contains("|") && label.equals(label.toLowerCase(Locale.ROOT))) {
      return Answer.of(Arrays.asList(label.split("\\|", -1)));
    }
    if (label.contains("FILE")) {
      return new Answer(List.of(), FILES);
    }
    boolean namespaces =
        argument instanceof OptionSpec option && option.longestName().equals("--namespace");
    return Answer.of(ClusterNames.of(namespaces ? "NAMESPACE" : label, words));
  }

  /** How many words so far are neither options nor their values. */
  private static int positionals(CommandSpec command, List<String> words) {
    int count = 0;
    for (int i = 0; i < words.size(); i++) {
      OptionSpec option = command.findOption(words.get(i));
      if (option != null) {
        i += option.arity().max() > 0 ? 1 : 0;
      } else if (!words.get(i).startsWith("-")) {
        count++;
      }
    }
    return count;
  }
}
