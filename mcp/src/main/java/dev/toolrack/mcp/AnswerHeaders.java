package dev.toolrack.mcp;

import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the headers of an answer say before any of its body is read. */
final class AnswerHeaders {
  static final String EVENT_STREAM = "text/event-stream";

  static final int MAX_FIELDS = 256;
  static final int MAX_CHARS = 64 * 1024;

  private AnswerHeaders() {}

  /** Why an answer with these headers is not read, whatever its status. */
  static Optional<FailureReason> refusal(HttpHeaders headers) {
    if (isTooLarge(headers.map())) {
      return Optional.of(FailureReason.ANSWER_TOO_LARGE);
    }
    return isEncoded(headers) ? Optional.of(FailureReason.UNSUPPORTED_ENCODING) : Optional.empty();
  }

  /**
   * Whether the body is something else than what it says it is. We accept no encoding; unpacking
   * one nevertheless would make the bytes received no bound of those read.
   */
  private static boolean isEncoded(HttpHeaders headers) {
    return headers.allValues("Content-Encoding").stream()
        .anyMatch(value -> !value.isBlank() && !value.strip().equalsIgnoreCase("identity"));
  }

  /** The JDK itself gives up a little later ({@link ClientBuffers}). */
  private static boolean isTooLarge(Map<String, List<String>> headers) {
    long fields = 0;
    long chars = 0;
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      fields += header.getValue().size();
      for (String value : header.getValue()) {
        chars += header.getKey().length() + value.length();
      }
    }
    return fields > MAX_FIELDS || chars > MAX_CHARS;
  }

  /** Whether the answer is a stream of events. */
  static boolean isStream(HttpHeaders headers) {
    return mediaType(headers).equals(EVENT_STREAM);
  }

  /** The media type in lower case, without parameters; empty if there is none. */
  static String mediaType(HttpHeaders headers) {
    String value = headers.firstValue("Content-Type").orElse("");
    int end = value.indexOf(';');
    return (end < 0 ? value : value.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
