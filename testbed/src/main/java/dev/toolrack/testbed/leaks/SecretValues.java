package dev.toolrack.testbed.leaks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What in a Secret is a secret. */
final class SecretValues {
  /**
   * What stands in Secrets because it belongs to something secret: a client's public name, and an
   * agent's client configuration, whose secrets are each under a key of their own too.
   */
  private static final Set<String> PUBLIC = Set.of("client_id", "mcp.json", "mcp.resolved.json");

  /** Certificates. */
  private static final String PUBLIC_ENDING = ".crt";

  /** An address, the name of an issuer, or a point in time. */
  private static final Pattern PUBLIC_VALUE =
      Pattern.compile("https?://\\S*|\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");

  private static final Pattern SCHEME = Pattern.compile("(?i)^(bearer|basic|token) ");

  /** Documents in which a secret stands beside what anybody may know. */
  private static final String DOCUMENT_ENDING = ".json";

  private static final Set<String> SECRET_MEMBERS = Set.of("verifier", "secret", "managementToken");

  private static final ObjectMapper JSON = new ObjectMapper();

  private SecretValues() {}

  /** By key, from the member {@code data} of a Secret. */
  static Map<String, String> of(@Nullable Object data) {
    var values = new TreeMap<String, String>();
    if (data instanceof Map<?, ?> map) {
      map.forEach((key, encoded) -> {
        var name = String.valueOf(key);
        var value = decoded(String.valueOf(encoded));
        if (!PUBLIC.contains(name)
            && !name.endsWith(PUBLIC_ENDING)
            && !PUBLIC_VALUE.matcher(value).matches()) {
          if (name.endsWith(DOCUMENT_ENDING)) {
            values.putAll(membersOf(name, value));
          } else {
            values.put(name, withoutScheme(value));
          }
        }
      });
    }
    return values;
  }

  /** A document that cannot be read is a secret as a whole. */
  private static Map<String, String> membersOf(String name, String document) {
    var values = new TreeMap<String, String>();
    try {
      var read = JSON.readTree(document);
      for (var member : SECRET_MEMBERS) {
        read.findValues(member).stream()
            .filter(JsonNode::isTextual)
            .forEach(value -> values.put(name + " member " + member, value.textValue()));
      }
    } catch (JsonProcessingException e) {
      values.put(name, document);
    }
    return values;
  }

  static String withoutScheme(String header) {
    return SCHEME.matcher(header).replaceFirst("");
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }
}
