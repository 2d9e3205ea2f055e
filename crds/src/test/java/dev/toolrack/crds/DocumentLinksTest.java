package dev.toolrack.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links in the documents lead to files that are there, and to headings that they have. */
class DocumentLinksTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".venv");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?)\\s*$");
  private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\">");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```|`[^`\n]*`");

  static List<Path> documents() throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        ROOT,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return NOT_OURS.contains(String.valueOf(folder.getFileName()))
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".md")) {
              found.add(ROOT.relativize(file));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksLeadSomewhere(Path document) {
    for (String link : links(document)) {
      String[] parts = link.split("#", 2);
      Path target =
          parts[0].isEmpty()
              ? ROOT.resolve(document)
              : ROOT.resolve(document).resolveSibling(parts[0]).normalize();
      assertThat(target).as("%s: %s", document, link).exists();
      if (parts.length == 2 && target.toString().endsWith(".md")) {
        assertThat(anchors(read(target))).as("%s: %s", document, link).contains(parts[1]);
      }
    }
  }

  /** Whoever reads docs/README.md finds every document. */
  @Test
  void theIndexNamesEveryDocument() throws IOException {
    Set<String> linked = Set.copyOf(links(Path.of("docs/README.md")));
    try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
      assertThat(
              files
                  .map(file -> String.valueOf(file.getFileName()))
                  .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
          .allMatch(linked::contains);
    }
  }

  private static List<String> links(Path document) {
    return LINK.matcher(CODE.matcher(read(ROOT.resolve(document))).replaceAll(""))
        .results()
        .map(found -> found.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** As GitHub makes them of headings: words in lower case with hyphens, signs left out. */
  private static Set<String> anchors(String text) {
    var anchors = new HashSet<String>();
    Matcher headings = HEADING.matcher(text.replaceAll("(?ms)^```.*?^```", ""));
    while (headings.find()) {
      anchors.add(
          headings
              .group(1)
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-'));
    }
    ANCHOR.matcher(text).results().forEach(found -> anchors.add(found.group(1)));
    return anchors;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
