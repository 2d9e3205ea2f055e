package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Names and labels as Kubernetes wants them of every object. */
final class NameCheck {
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");

  private NameCheck() {}

  static List<Problem> of(Manifest manifest) {
    List<Problem> problems = new ArrayList<>();
    JsonNode metadata = manifest.node().path("metadata");
    JsonNode name = metadata.path("name");
    if (!name.isTextual()) {
      problems.add(error(manifest, "/metadata/name", "metadata.name: Required value"));
    } else if (name.asText().length() > 253 || !NAME.matcher(name.asText()).matches()) {
      problems.add(
          error(
              manifest,
              "/metadata/name",
              "metadata.name: lower-case letters, digits, '-' and '.', at most 253; choose another name"));
    }
    JsonNode namespace = metadata.path("namespace");
    if (!namespace.isMissingNode()
        && (!namespace.isTextual() || !NAMESPACE.matcher(namespace.asText()).matches())) {
      problems.add(
          error(
              manifest,
              "/metadata/namespace",
              "metadata.namespace: lower-case letters, digits and '-', at most 63; name an existing Namespace"));
    }
    texts(manifest, "labels", problems);
    texts(manifest, "annotations", problems);
    return problems;
  }

  private static void texts(Manifest manifest, String field, List<Problem> problems) {
    manifest
        .node()
        .path("metadata")
        .path(field)
        .properties()
        .forEach(entry -> {
          String at = Pointers.field("/metadata/" + field, entry.getKey());
          String path = "metadata." + field + "[" + entry.getKey() + "]";
          if (!entry.getValue().isTextual()) {
            problems.add(error(manifest, at, path + ": must be a text; put it in quotes"));
          } else if (field.equals("labels")
              && !LABEL_VALUE.matcher(entry.getValue().asText()).matches()) {
            problems.add(
                error(
                    manifest,
                    at,
                    path + ": a label value of letters, digits, '-', '_' and '.', at most 63"));
          }
        });
  }

  private static Problem error(Manifest manifest, String at, String message) {
    return manifest.error(at, FileRule.NAME_INVALID, message);
  }
}
