package dev.toolrack.cli.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connector in the making, in the order in which it is printed, and what an integration needs.
 */
final class Draft {
  /** A variable of the connector. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Variable(
      String name,
      String description,
      @Nullable Boolean required,
      @JsonProperty("default") @Nullable String defaultValue,
      List<String> choices) {}

  /** A header of the connector. */
  record Header(String name, String value) {}

  /**
   * A secret header of the integration.
   *
   * @param bearer whether it is a bearer token
   * @param hint what the Secret's value is to be
   */
  record Credential(String header, boolean bearer, boolean required, String hint) {}

  private final List<Header> headers = new ArrayList<>();
  private final List<Variable> variables = new ArrayList<>();
  private final List<Credential> credentials = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private String url = "";

  void url(String template) {
    url = template;
  }

  String url() {
    return url;
  }

  List<Header> headers() {
    return headers;
  }

  List<Variable> variables() {
    return variables;
  }

  List<Credential> credentials() {
    return credentials;
  }

  /** What a person should know of what was left out. */
  List<String> notes() {
    return notes;
  }
}
