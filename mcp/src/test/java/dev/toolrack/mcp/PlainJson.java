package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** JSON read into a tree by the library's own means, to compare with what our readers say. */
final class PlainJson {
  /** Depth up to which a document must be read, whatever it holds. */
  private static final int HANDY_DEPTH = 32;

  private static final JsonMapper LAX = mapper(false);
  private static final JsonMapper STRICT = mapper(true);

  private PlainJson() {}

  private static JsonMapper mapper(boolean strict) {
    JsonMapper mapper =
        JsonMapper.builder()
            .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(2000)
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(Integer.MAX_VALUE)
                .maxNumberLength(Integer.MAX_VALUE)
                .build());
    return mapper;
  }

  /** One object in valid UTF-8, no name twice in any object of it. */
  static Optional<JsonNode> strict(byte[] document) {
    String text = new String(document, StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), document);
    return valid ? read(STRICT, text) : Optional.empty();
  }

  /** One object; of names that are there twice the last one counts. */
  static Optional<JsonNode> lax(String text) {
    return read(LAX, text);
  }

  /** Likewise, with no name twice. */
  static Optional<JsonNode> strict(String text) {
    return read(STRICT, text);
  }

  private static Optional<JsonNode> read(JsonMapper mapper, String text) {
    try {
      return Optional.ofNullable(mapper.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Whether it is within all bounds that a reader of answers may have. */
  static boolean isHandy(JsonNode tree) {
    return tree.toString().length() <= 4096 && depth(tree) <= HANDY_DEPTH;
  }

  private static int depth(JsonNode node) {
    return node.isContainerNode()
        ? 1 + node.valueStream().mapToInt(PlainJson::depth).max().orElse(0)
        : 0;
  }
}
