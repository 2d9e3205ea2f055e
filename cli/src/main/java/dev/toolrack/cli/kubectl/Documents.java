package dev.toolrack.cli.kubectl;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import dev.toolrack.cli.Words;

/** Records as JSON and YAML, the same model for both. */
public final class Documents {
  private Documents() {}

  /** As JSON, in ASCII alone: nothing that a terminal obeys. Ends with a line break. */
  public static String json(Object value) {
    ObjectMapper mapper = set(new ObjectMapper()).enable(SerializationFeature.INDENT_OUTPUT);
    return Words.ascii(text(mapper, value)) + "\n";
  }

  /** As one YAML document without a marker before it. Ends with a line break. */
  public static String yaml(Object value) {
    YAMLFactory factory =
        YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();
    return text(set(new ObjectMapper(factory)), value);
  }

  private static ObjectMapper set(ObjectMapper mapper) {
    return mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
  }

  private static String text(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is not made of records", e);
    }
  }
}
