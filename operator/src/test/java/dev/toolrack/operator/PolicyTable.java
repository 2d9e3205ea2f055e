package dev.toolrack.operator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what, as one of the files {@code policies/*.yaml}. Everything is tried as a dry run,
 * so cases can share what is there before.
 *
 * @param rbac objects that grant what the policy asks for
 * @param objects by name, what the cases use; {@code {n}} is a name of their own, {@code {binding}}
 *     and {@code {integration}} are UIDs of a binding and an integration of that name
 * @param message part of the refusal in cases that say {@code refused: true}
 */
record PolicyTable(
    List<JsonNode> rbac,
    Map<String, ObjectNode> objects,
    @Nullable String message,
    List<Case> cases) {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{(n|binding|integration)}");
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  PolicyTable {
    rbac = rbac == null ? List.of() : rbac;
  }

  /**
   * One request.
   *
   * @param as the actor
   * @param name {@code {n}}, where it matters
   * @param of name of the object that is there before
   * @param made a merge patch: how that object differs from its description
   * @param create name of the object to create, with the changes of the merge patch {@code with}
   * @param patch a merge patch
   * @param put a merge patch; the whole object is sent
   * @param apply an object for server-side apply; what it leaves out identifies {@code of}
   * @param on a subresource
   * @param refused part of the refusal; {@code true} = the table's message; absent = allowed
   * @param kept part of the answer
   */
  record Case(
      String table,
      String title,
      String as,
      @Nullable String name,
      @Nullable String of,
      @Nullable JsonNode made,
      @Nullable String create,
      @Nullable JsonNode with,
      @Nullable JsonNode patch,
      @Nullable JsonNode put,
      @Nullable ObjectNode apply,
      boolean delete,
      @Nullable String on,
      @Nullable String refused,
      @Nullable JsonNode kept) {

    @Override
    public String toString() {
      return table + ": " + title + " (" + as + ")";
    }

    /** What is there before, as a key: equal ones are made once. */
    String before() {
      return of + " " + made + " " + name;
    }
  }

  /** Reads the table of a policy. */
  static PolicyTable read(String policy) {
    String file = "/policies/" + policy + ".yaml";
    try (InputStream stream = PolicyTable.class.getResourceAsStream(file)) {
      ObjectNode tree = (ObjectNode) YAML.readTree(Objects.requireNonNull(stream, file));
      tree.path("cases").forEach(entry -> ((ObjectNode) entry).put("table", policy));
      PolicyTable table = YAML.treeToValue(tree, PolicyTable.class);
      table.cases.forEach(table::check);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Part of the refusal that a case expects; {@code null} = it is allowed. */
  @Nullable String refusal(Case wanted) {
    return "true".equals(wanted.refused) ? Objects.requireNonNull(message) : wanted.refused;
  }

  /** An object as the table describes it, with the merge patch and the placeholders filled in. */
  JsonNode object(String name, @Nullable JsonNode patch, UnaryOperator<String> placeholders) {
    JsonNode described =
        Objects.requireNonNull(objects.get(name), () -> "no object " + name).deepCopy();
    return filled(patch == null ? described : merged(described, patch), placeholders);
  }

  /**
   * The same with the placeholders filled in.
   *
   * @param placeholders asked only for those that are there
   */
  static JsonNode filled(JsonNode node, UnaryOperator<String> placeholders) {
    String text =
        PLACEHOLDER
            .matcher(node.toString())
            .replaceAll(found -> Matcher.quoteReplacement(placeholders.apply(found.group(1))));
    try {
      return YAML.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** RFC 7396. */
  static JsonNode merged(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode result =
        target instanceof ObjectNode object ? object.deepCopy() : YAML.createObjectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      if (change.getValue().isNull()) {
        result.remove(change.getKey());
      } else {
        result.set(change.getKey(), merged(result.path(change.getKey()), change.getValue()));
      }
    }
    return result;
  }

  private void check(Case entry) {
    long actions =
        List.of(
                entry.create != null,
                entry.patch != null,
                entry.put != null,
                entry.apply != null,
                entry.delete)
            .stream()
            .filter(present -> present)
            .count();
    if (actions != 1) {
      throw new IllegalArgumentException(entry + ": must do one thing");
    }
    var titles = cases.stream().map(Case::title).collect(Collectors.toCollection(TreeSet::new));
    if (titles.size() != cases.size()) {
      throw new IllegalArgumentException(entry.table + ": two cases have the same title");
    }
  }
}
