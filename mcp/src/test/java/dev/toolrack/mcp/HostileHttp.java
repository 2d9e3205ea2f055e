package dev.toolrack.mcp;

import static dev.toolrack.mcp.FailureReason.ANSWER_TOO_LARGE;
import static dev.toolrack.mcp.FailureReason.MALFORMED_ANSWER;
import static dev.toolrack.mcp.FailureReason.SERVER_ERROR;
import static dev.toolrack.mcp.FailureReason.TIMEOUT;
import static dev.toolrack.mcp.FailureReason.UNEXPECTED_STATUS;
import static dev.toolrack.mcp.FailureReason.UNREACHABLE;
import static dev.toolrack.mcp.FailureReason.UNSUPPORTED_ENCODING;
import static dev.toolrack.mcp.HostileBehaviour.fails;
import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.chunk;
import static dev.toolrack.mcp.HostileScripts.chunked;
import static dev.toolrack.mcp.HostileScripts.endless;
import static dev.toolrack.mcp.HostileScripts.head;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.listing;
import static dev.toolrack.mcp.HostileScripts.once;
import static dev.toolrack.mcp.HostileScripts.rpc;
import static dev.toolrack.mcp.HostileScripts.stuck;

import dev.toolrack.mcp.RawServer.Script;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** What goes wrong in HTTP. */
final class HostileHttp {
  private static final String OK = "HTTP/1.1 200 CANARY\r\nContent-Type: application/json\r\n";

  private HostileHttp() {}

  static List<HostileBehaviour> framing() {
    return List.of(
        fails(
            "length-short",
            "says fewer bytes than it sends",
            MALFORMED_ANSWER,
            once(OK + "Content-Length: 5\r\n\r\n{\"x\":\"CANARY\"}")),
        fails(
            "length-long",
            "says more bytes than it sends",
            UNREACHABLE,
            once(OK + "Content-Length: 500\r\n\r\n{\"x\":\"CANARY\"}")),
        fails(
            "length-negative",
            "says less than no bytes",
            UNREACHABLE,
            once(OK + "Content-Length: -5\r\n\r\nCANARY")),
        fails(
            "length-text",
            "says no number of bytes",
            MALFORMED_ANSWER,
            once(OK + "Content-Length: CANARY\r\n\r\n{}")),
        fails(
            "length-beyond-64-bits",
            "says more bytes than there are",
            MALFORMED_ANSWER,
            once(OK + "Content-Length: 99999999999999999999\r\n\r\nCANARY")),
        fails(
            "length-twice",
            "says two different lengths",
            MALFORMED_ANSWER,
            once(OK + "Content-Length: 2\r\nContent-Length: 8\r\n\r\n{}CANARY")),
        fails(
            "chunk-size-overflow",
            "announces a chunk beyond 32 bits",
            UNREACHABLE,
            once(chunked(JSON) + "FFFFFFFFFFFFFFFF\r\nCANARY")),
        fails(
            "chunk-size-text",
            "announces a chunk of no size",
            UNREACHABLE,
            once(chunked(JSON) + "CANARY\r\n")),
        fails(
            "chunk-extensions",
            "never ends the line of a chunk's size",
            UNREACHABLE,
            endless(chunked(JSON) + "1", ";x=CANARY" + "y".repeat(4000), 0)),
        fails(
            "trailers",
            "sends trailers without end",
            MALFORMED_ANSWER,
            endless(chunked(JSON) + chunk("{}") + "0\r\n", "X: CANARY\r\n".repeat(400), 0)),
        fails(
            "headers-flood",
            "sends headers without end",
            MALFORMED_ANSWER,
            endless(OK, "x-CANARY: " + "y".repeat(4000) + "\r\n", 0)),
        fails(
            "headers-many",
            "sends 300 headers",
            ANSWER_TOO_LARGE,
            once(OK + "x-CANARY: 1\r\n".repeat(300) + "Content-Length: 2\r\n\r\n{}")),
        fails(
            "headers-large",
            "sends a header of 70 KiB",
            ANSWER_TOO_LARGE,
            once(OK + "x: CANARY" + "y".repeat(71_680) + "\r\nContent-Length: 2\r\n\r\n{}")),
        fails(
            "header-line-endless",
            "never ends a header line",
            MALFORMED_ANSWER,
            endless(OK + "x: ", "CANARY".repeat(1000), 0)),
        fails(
            "header-without-colon",
            "sends a header without a colon",
            MALFORMED_ANSWER,
            once(OK + "CANARY\r\n\r\n{}")),
        fails(
            "header-name-bad",
            "sends a header with a blank in its name",
            MALFORMED_ANSWER,
            once(OK + "x CANARY: 1\r\n\r\n{}")),
        fails("headers-drip", "drips headers", TIMEOUT, endless(OK, "x: CANARY\r\n", 20)),
        fails("headers-stop", "stops in the middle of the headers", TIMEOUT, stuck(OK)),
        fails(
            "continue-flood",
            "sends interim answers without end",
            MALFORMED_ANSWER,
            endless("", "HTTP/1.1 100 CANARY\r\n\r\n".repeat(100), 0)),
        fails(
            "hints-flood",
            "sends early hints without end",
            MALFORMED_ANSWER,
            endless("", "HTTP/1.1 103 CANARY\r\nLink: <CANARY>\r\n\r\n".repeat(100), 0)),
        fails(
            "switches-protocols",
            "answers 101",
            MALFORMED_ANSWER,
            once("HTTP/1.1 101 CANARY\r\nUpgrade: CANARY\r\nConnection: upgrade\r\n\r\nCANARY")),
        fails(
            "proxy-authentication",
            "answers 407 as if it were a proxy",
            UNEXPECTED_STATUS,
            once(head("407 CANARY", "Proxy-Authenticate: Basic realm=\"CANARY\""))),
        fails(
            "no-content-with-body",
            "answers 204 and sends a body",
            UNREACHABLE,
            once(http("204 CANARY", "Content-Type: " + JSON, "{\"x\":\"CANARY\"}"))),
        fails(
            "reset-content-with-body",
            "answers 205 and sends a body",
            MALFORMED_ANSWER,
            once(http("205 CANARY", "Content-Type: " + JSON, "{\"x\":\"CANARY\"}"))));
  }

  static List<HostileBehaviour> bodies() {
    return List.of(
        fails(
            "body-flood",
            "sends a body of a gigabyte",
            ANSWER_TOO_LARGE,
            endless(OK + "Content-Length: 1073741824\r\n\r\n", "CANARY".repeat(2000), 0)),
        fails(
            "body-flood-error",
            "answers 500 with a body without end",
            SERVER_ERROR,
            endless(
                "HTTP/1.1 500 CANARY\r\nContent-Type: text/html\r\n\r\n",
                "CANARY".repeat(2000),
                0)),
        fails(
            "body-flood-page",
            "answers 200 with a page without end",
            ANSWER_TOO_LARGE,
            endless(chunked("text/html"), chunk("CANARY".repeat(2000)), 0)),
        fails("body-drip", "drips its body", TIMEOUT, endless(chunked(JSON), chunk("CANARY"), 20)),
        fails(
            "body-stop",
            "stops in the middle of the body",
            TIMEOUT,
            stuck(chunked(JSON) + chunk("{\"x\":\"CANARY\""))),
        fails(
            "body-drip-error",
            "answers 404 and drips its page",
            TIMEOUT,
            endless("HTTP/1.1 404 CANARY\r\nContent-Length: 9000\r\n\r\n", "C", 20)),
        fails("gzip-bomb", "sends 8 MB in 8 KB", UNSUPPORTED_ENCODING, encoded("gzip", bomb())),
        fails(
            "gzip-unasked",
            "compresses a good answer",
            UNSUPPORTED_ENCODING,
            listing((c, asked) -> {
              byte[] packed = gzip(rpc(asked, Scripts.ONE_TOOL).getBytes(StandardCharsets.UTF_8));
              c.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: "
                      + JSON
                      + "\r\nContent-Encoding: GZIP\r\nContent-Length: "
                      + packed.length
                      + "\r\n\r\n");
              c.send(packed);
            })),
        fails(
            "brotli",
            "says that its answer is brotli",
            UNSUPPORTED_ENCODING,
            encoded("br", new byte[] {1, 2, 3})),
        fails(
            "encodings-stacked",
            "says identity and then gzip",
            UNSUPPORTED_ENCODING,
            encoded("identity\r\nContent-Encoding: gzip", new byte[] {1})),
        fails(
            "encoding-nonsense",
            "names an encoding that there is not",
            UNSUPPORTED_ENCODING,
            encoded(HostileScripts.CANARY, new byte[] {1})),
        fails(
            "transfer-gzip",
            "compresses by Transfer-Encoding",
            MALFORMED_ANSWER,
            once(OK + "Transfer-Encoding: gzip\r\n\r\nCANARY")),
        fails(
            "charset-utf16",
            "answers in UTF-16",
            MALFORMED_ANSWER,
            listing((c, asked) -> {
              byte[] body = rpc(asked, Scripts.ONE_TOOL).getBytes(StandardCharsets.UTF_16);
              c.send(
                  "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-16\r\n"
                      + "Content-Length: "
                      + body.length
                      + "\r\n\r\n");
              c.send(body);
            })),
        fails(
            "byte-order-mark",
            "begins with a byte order mark",
            MALFORMED_ANSWER,
            HostileScripts.body(JSON, "\uFEFF" + GOOD_LIST)),
        fails(
            "type-page",
            "lists its tools in a page",
            MALFORMED_ANSWER,
            HostileScripts.body("text/html", GOOD_LIST)),
        fails(
            "type-none",
            "names no media type",
            MALFORMED_ANSWER,
            HostileScripts.body("", GOOD_LIST)),
        fails(
            "type-nonsense",
            "names a media type that there is not",
            MALFORMED_ANSWER,
            HostileScripts.body("application/json/CANARY", GOOD_LIST)));
  }

  private static final String GOOD_LIST =
      "{\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"tools\":[],\"x\":\"CANARY\"}}";

  private static Script encoded(String encoding, byte[] body) {
    return c -> {
      var _ = c.request();
      c.send(
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: "
              + encoding
              + "\r\nContent-Length: "
              + body.length
              + "\r\n\r\n");
      c.send(body);
    };
  }

  private static byte[] bomb() {
    return gzip(new byte[8_000_000]);
  }

  private static byte[] gzip(byte[] bytes) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return packed.toByteArray();
  }
}
