package dev.toolrack.testbed.oauth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a {@link ScriptedAuthorizationServer} does wrong with one request. */
public sealed interface Fault {
  /** Answers with this status and these headers, and does nothing. */
  record Status(int code, Map<String, String> headers) implements Fault {
    /** Without further headers. */
    public Status(int code) {
      this(code, Map.of());
    }
  }

  /** Answers with anything, and does nothing. */
  record Body(int code, String contentType, String text) implements Fault {}

  /** Refuses with an OAuth error such as {@code invalid_grant}, and does nothing. */
  record Refused(String error) implements Fault {}

  /** Closes the connection and does nothing. */
  record Dropped() implements Fault {}

  /** Does what was asked, and closes the connection instead of answering. */
  record Lost() implements Fault {}

  /** Does what was asked, and answers later. */
  record Delayed(Duration duration) implements Fault {}

  /** Does what was asked, and answers when the test says so. */
  record Held(CountDownLatch until) implements Fault {}
}
