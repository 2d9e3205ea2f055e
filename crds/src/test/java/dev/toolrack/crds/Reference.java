package dev.toolrack.crds;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The text of docs/reference.md: every field of the three kinds, from their definitions. */
final class Reference {
  private static final String HEAD =
      """
      # Reference

      Every field of the three kinds of `toolrack.dev/v1alpha1`, generated from the definitions in [crds/yaml](../crds/yaml) by `ReferenceTest`; do not edit. What the fields mean together is in [resolution.md](resolution.md), what status says in [reasons.md](reasons.md).

      `[]` stands for each item of a list, `{}` for each value of a map. **Bold** fields are required where their parent is there. Rules name the message of a refusal; they are checked by the API server, and by `kubectl toolrack lint` without one.
      """;

  private Reference() {}

  static String text() {
    var text = new StringBuilder(HEAD);
    Crds.all().forEach(crd -> kind(text, crd));
    return text.toString();
  }

  private static void kind(StringBuilder text, CustomResourceDefinition crd) {
    JSONSchemaProps root = Crds.root(crd);
    var names = crd.getSpec().getNames();
    text.append("\n## ").append(names.getKind()).append("\n\n");
    text.append(plain(root.getDescription())).append("\n\n");
    text.append("`kubectl get ").append(names.getPlural()).append("`, short `");
    text.append(String.join("`, `", names.getShortNames())).append("`. Columns: ");
    text.append(columns(crd)).append(".\n");
    List<String> rules = rules(root);
    if (!rules.isEmpty()) {
      text.append('\n');
      rules.forEach(rule -> text.append("- ").append(rule).append('\n'));
    }
    section(text, names.getKind(), "spec", root);
    section(text, names.getKind(), "status", root);
  }

  private static void section(StringBuilder text, String kind, String part, JSONSchemaProps root) {
    text.append("\n### ").append(kind).append(' ').append(part).append("\n\n");
    text.append("| field | type | default | |\n|---|---|---|---|\n");
    Map<String, JSONSchemaProps> all = Crds.flatten(root);
    all.forEach((path, schema) -> {
      if (path.startsWith("." + part + ".")) {
        text.append(row(path, schema, all));
      }
    });
  }

  private static String row(String path, JSONSchemaProps schema, Map<String, JSONSchemaProps> all) {
    String name = "`" + path.substring(1) + "`";
    String meaning = plain(schema.getDescription());
    List<String> more = rules(schema);
    return "| %s | %s | %s | %s |%n"
        .formatted(
            required(path, all) ? "**" + name + "**" : name,
            type(schema),
            schema.getDefault() == null ? "" : "`" + compact(schema.getDefault()) + "`",
            more.isEmpty() ? meaning : meaning + "<br>" + String.join("<br>", more))
        .replace("|  |", "| |");
  }

  private static boolean required(String path, Map<String, JSONSchemaProps> all) {
    int dot = path.lastIndexOf('.');
    JSONSchemaProps parent = all.get(path.substring(0, dot));
    return parent != null
        && parent.getRequired() != null
        && parent.getRequired().contains(path.substring(dot + 1));
  }

  private static String type(JSONSchemaProps schema) {
    var bounds = new ArrayList<String>();
    add(bounds, "at least %s characters", schema.getMinLength());
    add(bounds, "at most %s characters", schema.getMaxLength());
    add(bounds, "at most %s", schema.getMaxItems());
    add(bounds, "at most %s", schema.getMaxProperties());
    add(bounds, "from %s", schema.getMinimum());
    add(bounds, "to %s", schema.getMaximum());
    String type =
        schema.getEnum() == null || schema.getEnum().isEmpty()
            ? schema.getType()
            : schema.getEnum().stream()
                .map(value -> "`" + value.asText() + "`")
                .collect(Collectors.joining(", "));
    if ("set".equals(schema.getXKubernetesListType())) {
      type = "set";
    } else if ("map".equals(schema.getXKubernetesListType())) {
      type = "list by " + String.join(", ", schema.getXKubernetesListMapKeys());
    } else if ("array".equals(type)) {
      type = "list";
    }
    return bounds.isEmpty() ? type : type + "; " + String.join(", ", bounds);
  }

  /** One character is said by the type already. */
  private static void add(List<String> bounds, String form, Object bound) {
    if (bound instanceof Number number && !(form.contains("at least") && number.longValue() <= 1)) {
      bounds.add(
          form.formatted(number.doubleValue() == number.longValue() ? number.longValue() : number));
    }
  }

  private static List<String> rules(JSONSchemaProps schema) {
    if (schema.getXKubernetesValidations() == null) {
      return List.of();
    }
    return schema.getXKubernetesValidations().stream()
        .map(ValidationRule::getMessage)
        .map(message -> "Rule: " + plain(message))
        .distinct()
        .toList();
  }

  private static String columns(CustomResourceDefinition crd) {
    return crd.getSpec().getVersions().getFirst().getAdditionalPrinterColumns().stream()
        .map(Reference::column)
        .collect(Collectors.joining(", "));
  }

  private static String column(CustomResourceColumnDefinition column) {
    boolean wide = column.getPriority() != null && column.getPriority() > 0;
    return column.getName().toUpperCase(Locale.ROOT) + (wide ? " (with `-o wide`)" : "");
  }

  private static String compact(JsonNode value) {
    return value.isTextual() ? value.asText() : value.toString();
  }

  /** Nothing of a description is Markdown. */
  private static String plain(String text) {
    return text.strip()
        .replaceAll("\\s+", " ")
        .replace("|", "\\|")
        .replace("*", "\\*")
        .replace("<", "&lt;")
        .replace("_", "\\_");
  }
}
