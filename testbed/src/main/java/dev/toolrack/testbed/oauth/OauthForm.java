package dev.toolrack.testbed.oauth;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parameters of a query or a form. */
record OauthForm(Map<String, List<String>> values) {
  static OauthForm parse(@Nullable String text) {
    var values = new LinkedHashMap<String, List<String>>();
    if (text != null && !text.isEmpty()) {
      for (var pair : text.split("&", -1)) {
        var parts = pair.split("=", 2);
        values
            .computeIfAbsent(decode(parts[0]), name -> new ArrayList<>())
            .add(parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    return new OauthForm(values);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  /** A parameter that must be there exactly once. */
  String one(String name) throws OauthRefusal {
    var found = values.getOrDefault(name, List.of());
    if (found.size() != 1) {
      throw new OauthRefusal("invalid_request");
    }
    return found.getFirst();
  }

  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  static String encode(Map<String, String> form) {
    return form.entrySet().stream()
        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
