package dev.toolrack.mcp;

import dev.toolrack.mcp.RawServer.Script;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One way in which a server can misbehave, and how its verification ends.
 *
 * @param name what it is called
 * @param does what the server does, for people
 * @param reason how the verification fails; empty if it does not
 * @param tools if it does not: the tools that stand, by name
 * @param start starts such a server
 */
record HostileBehaviour(
    String name, String does, Optional<FailureReason> reason, List<String> tools, Start start) {
  /** A server to start. */
  interface Start {
    Running start() throws Exception;
  }

  /** A running server. */
  interface Running extends AutoCloseable {
    URI url();

    @Override
    void close() throws IOException;
  }

  static HostileBehaviour fails(String name, String does, FailureReason reason, Script script) {
    return fails(name, does, reason, () -> running(new RawServer(script)));
  }

  static HostileBehaviour fails(String name, String does, FailureReason reason, Start start) {
    return new HostileBehaviour(name, does, Optional.of(reason), List.of(), start);
  }

  static HostileBehaviour stands(String name, String does, List<String> tools, Script script) {
    return new HostileBehaviour(
        name, does, Optional.empty(), tools, () -> running(new RawServer(script)));
  }

  static Running running(RawServer server) {
    return new Running() {
      @Override
      public URI url() {
        return server.url();
      }

      @Override
      public void close() throws IOException {
        server.close();
      }
    };
  }

  /** Those that are to time out do so soon; for all others their deadline is no way out. */
  Duration timeout() {
    return reason.equals(Optional.of(FailureReason.TIMEOUT))
        ? Duration.ofSeconds(1)
        : Duration.ofMinutes(10);
  }

  /** How the verification ends, in a word. */
  String ending() {
    return reason.map(FailureReason::name).orElse("tools " + tools);
  }

  @Override
  public String toString() {
    return name;
  }
}
