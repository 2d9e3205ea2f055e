package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import dev.toolrack.crds.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The objects of all files: ours, those ours refer to, and what is left aside. */
final class Manifests {
  private static final List<String> HELPERS = List.of("Namespace", "Secret", "ConfigMap");

  private final String namespace;
  private final List<Manifest> ours = new ArrayList<>();
  private final List<Manifest> others = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, Manifest> seen = new HashMap<>();

  /** Objects that name no namespace are meant for this one. */
  Manifests(String namespace) {
    this.namespace = namespace;
  }

  /** Takes all objects of a file. */
  void add(Inputs.Input input) {
    if (!input.aside().isEmpty()) {
      notes.add(input.name() + ": skipped, " + input.aside());
      return;
    }
    List<Document> documents;
    try {
      documents =
          input.text().stripLeading().startsWith("{")
              ? JsonReader.read(input.name(), input.text())
              : YamlReader.read(input.name(), input.text());
    } catch (Unreadable e) {
      if (input.text().contains("{{")) {
        notes.add(input.name() + ": skipped, looks like a template; lint what is made of it");
      } else {
        problems.add(
            new Problem(
                e.place(),
                Severity.ERROR,
                FileRule.NOT_YAML.wire(),
                "",
                String.valueOf(e.getMessage())));
      }
      return;
    }
    documents.forEach(document -> add(new Manifest(document, "", document.root(), namespace)));
  }

  private void add(Manifest manifest) {
    JsonNode items = manifest.node().path("items");
    if (manifest.kind().endsWith("List") && items.isArray()) {
      for (int i = 0; i < items.size(); i++) {
        String at = Pointers.item(Pointers.field(manifest.pointer(), "items"), i);
        add(new Manifest(manifest.document(), at, items.get(i), namespace));
      }
    } else if (manifest.apiVersion().startsWith(Api.GROUP + "/")) {
      ours(manifest);
    } else if (manifest.apiVersion().equals("v1") && HELPERS.contains(manifest.kind())) {
      once(manifest, others);
    } else {
      notes.add(
          "%s:%d: skipped, %s is none of Toolrack's kinds"
              .formatted(
                  manifest.document().file(),
                  manifest.place("").line(),
                  manifest.kind().isEmpty() ? "this" : manifest.kind()));
    }
  }

  private void ours(Manifest manifest) {
    Optional<CrdSchema.Kind> kind = CrdSchema.Kind.of(manifest.kind());
    if (kind.isEmpty()) {
      problems.add(unknown(manifest, "/kind", "kind", manifest.kind(), CrdSchema.Kind.names()));
    } else if (!manifest.apiVersion().equals(Api.GROUP + "/" + Api.VERSION)) {
      problems.add(
          unknown(
              manifest,
              "/apiVersion",
              "apiVersion",
              manifest.apiVersion(),
              List.of(Api.GROUP + "/" + Api.VERSION)));
    } else {
      once(manifest, ours);
    }
  }

  private static Problem unknown(
      Manifest manifest, String at, String field, String value, List<String> known) {
    return manifest.error(
        at,
        FileRule.VERSION_UNKNOWN,
        "%s: \"%s\" does not exist; write %s".formatted(field, value, String.join(" or ", known)));
  }

  private void once(Manifest manifest, List<Manifest> list) {
    list.add(manifest);
    if (manifest.name().isEmpty()) {
      return;
    }
    Manifest first = seen.putIfAbsent(manifest.describe(), manifest);
    if (first != null) {
      String there = first.document().file();
      problems.add(
          manifest.problem(
              "/metadata/name",
              // Other files may be for another cluster.
              there.equals(manifest.document().file()) ? Severity.ERROR : Severity.WARNING,
              FileRule.DECLARED_TWICE.wire(),
              "already declared in %s:%d; remove one".formatted(there, first.place("").line())));
    }
  }

  /** Objects of our kinds. */
  List<Manifest> ours() {
    return ours;
  }

  /** Namespaces, Secrets and ConfigMaps. */
  List<Manifest> others() {
    return others;
  }

  /** What is wrong with files and headers of objects. */
  List<Problem> problems() {
    return problems;
  }

  /** What was left aside, for those who want to know. */
  List<String> notes() {
    return notes;
  }
}
