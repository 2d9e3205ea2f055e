package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.FailureReason.TIMEOUT;
import static dev.toolrack.mcp.FailureReason.TLS_FAILED;
import static dev.toolrack.mcp.FailureReason.UNREACHABLE;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileBehaviour.running;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.once;
import static dev.toolrack.mcp.HostileScripts.stuck;

import dev.toolrack.mcp.HostileBehaviour.Start;
import dev.toolrack.mcp.RawServer.Script;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** What goes wrong before there is any HTTP. */
final class HostileConnections {
  private HostileConnections() {}

  static List<HostileBehaviour> plain() {
    return List.of(
        fails(
            "nobody-listens",
            "the port is closed",
            UNREACHABLE,
            () -> {
              RawServer gone = new RawServer(c -> {});
              gone.close();
              return running(gone);
            }),
        fails("says-nothing", "accepts and never answers", TIMEOUT, stuck("")),
        fails(
            "reads-nothing", "accepts and does not even read", TIMEOUT, c -> Thread.sleep(600_000)),
        fails("closes-at-once", "accepts and closes", UNREACHABLE, c -> {}),
        fails("closes-after-request", "reads the request and closes", UNREACHABLE, once("")),
        fails("resets-at-once", "accepts and resets", UNREACHABLE, RawServer.Connection::reset),
        fails(
            "resets-after-request",
            "reads the request and resets",
            UNREACHABLE,
            c -> {
              var _ = c.request();
              c.reset();
            }),
        fails(
            "resets-in-body",
            "resets in the middle of the body",
            UNREACHABLE,
            c -> {
              var _ = c.request();
              c.send(chunked(JSON) + HostileScripts.chunk("{\"x\":\"" + HostileScripts.CANARY));
              c.reset();
            }),
        fails(
            "half-closes",
            "ends its half of the connection and stays",
            UNREACHABLE,
            c -> {
              var _ = c.request();
              c.socket().shutdownOutput();
              Thread.sleep(600_000);
            }),
        fails(
            "closes-in-headers",
            "closes in the middle of a header",
            UNREACHABLE,
            once("HTTP/1.1 200 OK\r\nContent-Type: CANARY")),
        fails(
            "speaks-noise",
            "answers with random bytes",
            MALFORMED_ANSWER,
            c -> {
              var _ = c.request();
              byte[] noise = new byte[4096];
              new java.util.Random(7).nextBytes(noise);
              c.send(noise);
            }),
        fails(
            "speaks-ssh", "greets as SSH servers do", MALFORMED_ANSWER, once("SSH-2.0-CANARY\r\n")),
        fails(
            "speaks-http2",
            "answers with frames of HTTP/2",
            MALFORMED_ANSWER,
            c -> {
              var _ = c.request();
              c.send(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
              c.send("\r\n\r\n");
            }),
        fails(
            "speaks-http09",
            "answers with a bare page",
            MALFORMED_ANSWER,
            once("<html>CANARY</html>\r\n\r\n")));
  }

  static List<HostileBehaviour> tls() {
    byte[] alert = {21, 3, 3, 0, 2, 2, 40};
    byte[] endless = {22, 3, 3, (byte) 0xFF, (byte) 0xFF};
    return List.of(
        fails(
            "tls-none",
            "speaks plain HTTP on the port of an https URL",
            TLS_FAILED,
            overTls(c -> c.send("HTTP/1.1 400 " + HostileScripts.CANARY + "\r\n\r\n"))),
        fails(
            "tls-noise",
            "answers the greeting with noise",
            TLS_FAILED,
            overTls(c -> {
              byte[] noise = new byte[4096];
              new java.util.Random(8).nextBytes(noise);
              c.send(noise);
            })),
        fails("tls-alert", "refuses every handshake", TLS_FAILED, overTls(c -> c.send(alert))),
        fails(
            "tls-huge-record",
            "announces a record that is too long",
            TLS_FAILED,
            overTls(c -> {
              c.send(endless);
              c.forever(HostileScripts.CANARY, 0);
            })),
        fails("tls-closes", "closes in the handshake", TLS_FAILED, overTls(c -> {})),
        fails(
            "tls-hangs",
            "never answers the greeting",
            UNREACHABLE,
            overTls(c -> Thread.sleep(600_000))),
        fails(
            "tls-unknown-authority",
            "has a certificate nobody signed",
            TLS_FAILED,
            () -> TestCertificates.server("san=ip:127.0.0.1", "+0d", once("CANARY"))),
        fails(
            "tls-other-host",
            "has a certificate of another host",
            TLS_FAILED,
            () ->
                TestCertificates.server(
                    "san=dns:" + HostileScripts.CANARY + ".example", "+0d", once("CANARY"))),
        fails(
            "tls-expired",
            "has a certificate of last year",
            TLS_FAILED,
            () -> TestCertificates.server("san=ip:127.0.0.1", "-365d", once("CANARY"))));
  }

  /** A server for an https URL that need not speak TLS. */
  private static Start overTls(Script script) {
    return () ->
        running(
            new RawServer(
                "https", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script));
  }
}
