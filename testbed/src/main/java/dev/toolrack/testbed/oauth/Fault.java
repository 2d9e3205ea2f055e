package dev.toolrack.testbed.oauth;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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

  /**
   * Says which grant the request is about, does nothing, and closes the connection when the test
   * says so: what a server that was ended in time has done.
   */
  record Unheard(CompletableFuture<String> grant, CountDownLatch until) implements Fault {}

  /**
   * Does what was asked, says for which grant, and closes the connection when the test says so:
   * nobody is ever told the answer.
   */
  record Withheld(CompletableFuture<String> grant, CountDownLatch until) implements Fault {}
}
