package dev.toolrack.bench.verifier;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Thousands of MCP servers of the stateless era in one process: each address of 127.0.0.0/8 is
 * another one. Every answer takes its time; from a certain moment on some never answer.
 */
public final class SlowServers {
  private static final Duration DELAY = Duration.ofMillis(100);
  private static final int TOOLS = 5;
  private static final byte[] DISCOVER =
      answer(
          1,
          """
          {"supportedVersions":["2026-07-28"],"capabilities":{"tools":{}},"resultType":"complete",\
          "_meta":{"io.modelcontextprotocol/serverInfo":{"name":"slow","version":"1.0.0"}}}\
          """);
  private static final byte[] LIST =
      answer(2, "{\"tools\":[" + tools() + "],\"resultType\":\"complete\"}");

  private final int hungPerHundred;
  private volatile boolean hanging;

  private SlowServers(int hungPerHundred) {
    this.hungPerHundred = hungPerHundred;
  }

  /** The address of one server: 127.x.y.z, where z counts last. */
  static String address(int index) {
    return "127.%d.%d.%d".formatted(1 + index / 62_500, index / 250 % 250, 1 + index % 250);
  }

  /** Whether a server hangs once they do. */
  static boolean hangs(int index, int hungPerHundred) {
    return index % 100 < hungPerHundred;
  }

  /**
   * Serves until standard input ends; a line on it makes those hang that are to. Prints its port.
   *
   * @param arguments how many of a hundred servers hang
   */
  public static void main(String[] arguments) throws IOException {
    var servers = new SlowServers(Integer.parseInt(arguments[0]));
    try (var socket = new ServerSocket();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      socket.bind(new InetSocketAddress(0), 4096);
      threads.execute(() -> servers.accept(socket, threads));
      System.out.println(socket.getLocalPort());
      while (System.in.read() >= 0) {
        servers.hanging = true;
      }
      threads.shutdownNow();
    }
  }

  private void accept(ServerSocket socket, ExecutorService threads) {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        threads.execute(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InetAddress address = connection.getLocalAddress();
      if (!address.isLoopbackAddress()) {
        return;
      }
      byte[] number = address.getAddress();
      int index =
          ((number[1] & 0xFF) - 1) * 62_500 + (number[2] & 0xFF) * 250 + (number[3] & 0xFF) - 1;
      InputStream in = new BufferedInputStream(connection.getInputStream(), 1024);
      for (String body = body(in); body != null; body = body(in)) {
        if (hanging && hangs(index, hungPerHundred)) {
          Thread.sleep(Duration.ofHours(1));
        }
        Thread.sleep(DELAY);
        connection.getOutputStream().write(body.contains("\"tools/list\"") ? LIST : DISCOVER);
      }
    } catch (IOException e) {
      // The client went away, which is its right.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The body of the next request; null at the end. */
  private static @Nullable String body(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    byte[] body = in.readNBytes(length);
    return length == 0 || body.length < length ? null : new String(body, StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  /**
   * A complete answer.
   *
   * @param id of the question: a verification counts its own from 1
   */
  private static byte[] answer(int id, String result) {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}";
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String tools() {
    var tools = new StringBuilder();
    for (int i = 0; i < TOOLS; i++) {
      tools.append(i == 0 ? "" : ",");
      tools.append(
          """
          {"name":"get_thing_%d","title":"Thing %d","description":"Returns the thing with a number.",\
          "inputSchema":{"type":"object","properties":{"id":{"type":"string"}}},\
          "annotations":{"readOnlyHint":true}}\
          """
              .formatted(i, i));
    }
    return tools.toString();
  }
}
