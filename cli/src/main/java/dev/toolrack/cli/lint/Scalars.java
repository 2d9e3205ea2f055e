package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a plain scalar is to kubectl and GitOps controllers, whose YAML is that of Go's yaml.v2: yes
 * and on are truths, 1:30 and dates are texts.
 */
final class Scalars {
  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile("([-+]?)(?:0b([01_]+)|0x([0-9a-fA-F_]+)|0o?([0-7_]+)|(0|[1-9][0-9_]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final int[] RADIX = {2, 16, 8, 10};

  private Scalars() {}

  /** The value of a scalar without quotes and tag. */
  static JsonNode plain(String text) {
    if (NULL.contains(text)) {
      return NullNode.getInstance();
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return BooleanNode.valueOf(TRUE.contains(text));
    }
    JsonNode number = number(text);
    return number == null ? TextNode.valueOf(text) : number;
  }

  private static @Nullable JsonNode number(String text) {
    Matcher integer = INTEGER.matcher(text);
    if (integer.matches()) {
      for (int i = 0; i < RADIX.length; i++) {
        String group = integer.group(i + 2);
        if (group != null && !group.replace("_", "").isEmpty()) {
          BigInteger value = new BigInteger(group.replace("_", ""), RADIX[i]);
          return whole(integer.group(1).equals("-") ? value.negate() : value);
        }
      }
    }
    String digits = text.replace("_", "");
    if (!text.startsWith("_") && FLOAT.matcher(digits).matches()) {
      return JsonNodeFactory.instance.numberNode(Double.parseDouble(digits));
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".inf", "+.inf" -> JsonNodeFactory.instance.numberNode(Double.POSITIVE_INFINITY);
      case "-.inf" -> JsonNodeFactory.instance.numberNode(Double.NEGATIVE_INFINITY);
      case ".nan" -> JsonNodeFactory.instance.numberNode(Double.NaN);
      default -> null;
    };
  }

  private static JsonNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? JsonNodeFactory.instance.numberNode(value.longValueExact())
        : JsonNodeFactory.instance.numberNode(value.doubleValue());
  }
}
