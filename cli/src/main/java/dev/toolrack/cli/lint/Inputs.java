package dev.toolrack.cli.lint;

import dev.toolrack.cli.WrongUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The files that are asked about: named ones, those of directories, the standard input. */
final class Inputs {
  private static final List<String> ENDINGS = List.of(".yaml", ".yml", ".json");

  /**
   * A file and its text.
   *
   * @param name as it was named; {@code -} is the standard input
   * @param aside why it is left aside; empty = it is not
   */
  record Input(String name, String text, String aside) {}

  private static final String TEMPLATE = "a Helm template; lint what helm template makes of it";
  private static final String PATCH =
      "a patch of Kustomize; lint what kubectl kustomize makes of it";

  private final Kustomizations kustomizations = new Kustomizations();

  /** All of them, in order; those of a directory sorted. */
  List<Input> read(List<String> names, InputStream in) {
    List<Input> inputs = new ArrayList<>();
    for (String name : names) {
      if (name.equals("-")) {
        inputs.add(new Input("-", text(name, in), ""));
      } else if (Files.isDirectory(Path.of(name))) {
        below(Path.of(name)).forEach(file -> inputs.add(of(file)));
      } else {
        inputs.add(of(Path.of(name)));
      }
    }
    return inputs;
  }

  private static List<Path> below(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> ENDINGS.stream().anyMatch(lower(file)::endsWith))
          .filter(file -> !hidden(directory.relativize(file)))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new WrongUse("-f: " + directory + " cannot be read; is it a directory you may read?");
    }
  }

  private static boolean hidden(Path path) {
    for (Path part : path) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  private static String lower(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  private Input of(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return new Input(file.toString(), text(file.toString(), in), aside(file));
    } catch (IOException e) {
      throw new WrongUse("-f: " + file + " cannot be read; name an existing file");
    }
  }

  private static String text(String name, InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new WrongUse("-f: " + name + " cannot be read");
    }
  }

  private String aside(Path file) {
    if (isTemplate(file)) {
      return TEMPLATE;
    }
    return kustomizations.isPatch(file) ? PATCH : "";
  }

  /** Below a directory templates whose chart lies beside it. */
  private static boolean isTemplate(Path file) {
    for (Path at = file.toAbsolutePath().getParent(); at != null; at = at.getParent()) {
      if (at.endsWith("templates") && Files.exists(at.resolveSibling("Chart.yaml"))) {
        return true;
      }
    }
    return false;
  }
}
