package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files that a Kustomization lays over others: parts of objects, which are none by themselves. */
final class Kustomizations {
  private static final List<String> NAMES =
      List.of("kustomization.yaml", "kustomization.yml", "Kustomization");

  private final Map<Path, Set<Path>> patches = new HashMap<>();

  /** Whether the Kustomization beside a file, or in the directory above, calls it a patch. */
  boolean isPatch(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    Path directory = absolute.getParent();
    for (int i = 0; i < 2 && directory != null; i++) {
      if (patches.computeIfAbsent(directory, Kustomizations::read).contains(absolute)) {
        return true;
      }
      directory = directory.getParent();
    }
    return false;
  }

  private static Set<Path> read(Path directory) {
    Set<Path> found = new HashSet<>();
    for (String name : NAMES) {
      documents(directory.resolve(name))
          .forEach(document -> collect(directory, document.root(), found));
    }
    return found;
  }

  /**
   * Nothing where there is none, or none that can be read: whoever lints the file itself is told.
   */
  private static List<Document> documents(Path file) {
    try {
      return Files.isReadable(file)
          ? YamlReader.read(file.toString(), Files.readString(file))
          : List.of();
    } catch (IOException | Unreadable e) {
      return List.of();
    }
  }

  private static void collect(Path directory, JsonNode kustomization, Set<Path> found) {
    kustomization.path("patchesStrategicMerge").forEach(entry -> add(directory, entry, found));
    for (String list : List.of("patches", "patchesJson6902")) {
      kustomization.path(list).forEach(patch -> add(directory, patch.path("path"), found));
    }
  }

  private static void add(Path directory, JsonNode entry, Set<Path> found) {
    // An entry may also be the patch itself.
    if (entry.isTextual() && !entry.asText().contains("\n")) {
      found.add(directory.resolve(entry.asText()).normalize());
    }
  }
}
