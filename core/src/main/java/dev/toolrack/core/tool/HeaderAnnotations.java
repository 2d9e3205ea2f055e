package dev.toolrack.core.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The annotation {@code x-mcp-header} of MCP 2026-07-28 asks clients to send an argument as a
 * header as well. A client must leave out a tool that annotates wrongly (mcp.md section 2): names
 * are tokens of RFC 9110 and unique in whatever case; only properties of type string, integer or
 * boolean have one; and only where a chain of {@code properties} leads, because elsewhere the
 * schema alone does not say whether the argument is there.
 *
 * <p>Judged alike for servers of every era: whether a tool is usable must not depend on how its
 * server was asked. No {@code $ref} is followed, wherever it points.
 */
final class HeaderAnnotations {

  private static final String ANNOTATION = "x-mcp-header";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
  private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
  // What stands here is data, not a schema.
  private static final Set<String> VALUES = Set.of("const", "default", "enum", "examples");
  // What stands here are schemas under names of the server's choice.
  private static final Set<String> NAMED =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Set<String> names = new HashSet<>();

  private HeaderAnnotations() {}

  /**
   * Whether a tool annotates its input as it may.
   *
   * @param raw a whole tool, valid in every other respect: its size and depth are bounded and no
   *     key is there twice
   */
  static boolean allowed(String raw) {
    if (!raw.contains("\\") && !raw.contains(ANNOTATION)) {
      return true; // Nothing to find, not even in disguise.
    }
    try {
      return new HeaderAnnotations().schema(JSON.readTree(raw).path("inputSchema"), Place.ROOT);
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  /** How a schema is reached. */
  private enum Place {
    /** It is the whole input. */
    ROOT,
    /** By a chain of {@code properties}. */
    PROPERTY,
    /** In any other way. */
    ELSEWHERE
  }

  private boolean schema(JsonNode schema, Place place) {
    if (schema.isArray()) {
      return all(schema, Place.ELSEWHERE);
    }
    JsonNode annotation = schema.get(ANNOTATION);
    if (annotation != null && !(place == Place.PROPERTY && annotated(schema, annotation))) {
      return false;
    }
    return schema.properties().stream().allMatch(member -> keyword(member, place));
  }

  private boolean annotated(JsonNode property, JsonNode annotation) {
    return annotation.isTextual()
        && TOKEN.matcher(annotation.textValue()).matches()
        && names.add(annotation.textValue().toLowerCase(Locale.ROOT))
        && TYPES.contains(property.path("type").asText());
  }

  private boolean keyword(Map.Entry<String, JsonNode> member, Place place) {
    String name = member.getKey();
    if (VALUES.contains(name) || name.equals(ANNOTATION)) {
      return true;
    }
    if (NAMED.contains(name) && member.getValue().isObject()) {
      boolean chain = name.equals("properties") && place != Place.ELSEWHERE;
      return all(member.getValue(), chain ? Place.PROPERTY : Place.ELSEWHERE);
    }
    return schema(member.getValue(), Place.ELSEWHERE);
  }

  private boolean all(JsonNode schemas, Place place) {
    return schemas.valueStream().allMatch(each -> schema(each, place));
  }
}
