package dev.toolrack.testbed.mcp;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a {@link FakeMcpServer} does with an authorized request. */
public sealed interface Behaviour {
  /** Answers as the protocol says. */
  record Correct() implements Behaviour {}

  /** Answers with this status and these headers, and no body. */
  record Status(int code, Map<String, String> headers) implements Behaviour {
    /** Without further headers. */
    public Status(int code) {
      this(code, Map.of());
    }
  }

  /** Accepts the request and never answers. */
  record Hang() implements Behaviour {}

  /** Answers as the protocol says, but not before it may. */
  record Held(CountDownLatch until) implements Behaviour {}

  /** Answers 200 with JSON that stops in the middle. */
  record Malformed() implements Behaviour {}

  /** Sends the head of a good answer at once, then one byte of body at a time, for ever. */
  record Drip(Duration interval) implements Behaviour {}

  /** Answers with a valid JSON-RPC result of at least this many bytes. */
  record Huge(long bytes) implements Behaviour {}

  /** Answers 307 with this location. */
  record Redirect(URI location) implements Behaviour {}
}
