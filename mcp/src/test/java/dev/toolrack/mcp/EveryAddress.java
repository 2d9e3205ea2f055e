package dev.toolrack.mcp;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A server on every address there is, in a network namespace whose every address is this machine.
 * It counts connections by the address that they were made to.
 */
final class EveryAddress implements AutoCloseable {
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<InetAddress, AtomicInteger> accepted = new ConcurrentHashMap<>();
  private final List<HostileUrl> urls;
  private final ServerSocket http;
  private final ServerSocket https;

  EveryAddress(List<HostileUrl> urls) throws IOException {
    this.urls = urls;
    http = new ServerSocket(80, 4096);
    https = new ServerSocket(443, 4096);
    executor.execute(() -> accept(http, true));
    executor.execute(() -> accept(https, false));
  }

  Map<InetAddress, AtomicInteger> accepted() {
    return accepted;
  }

  int count() {
    return accepted.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** Connections that this namespace ever began, as the kernel counts them: also refused ones. */
  static long begun() throws IOException {
    List<String> tcp =
        Files.readAllLines(Path.of("/proc/net/snmp")).stream()
            .filter(line -> line.startsWith("Tcp:"))
            .toList();
    int column = List.of(tcp.get(0).split(" ", -1)).indexOf("ActiveOpens");
    return Long.parseLong(tcp.get(1).split(" ", -1)[column]);
  }

  private void accept(ServerSocket socket, boolean answers) {
    try {
      while (true) {
        Socket connection = socket.accept();
        accepted
            .computeIfAbsent(connection.getLocalAddress(), _ -> new AtomicInteger())
            .incrementAndGet();
        executor.execute(() -> handle(connection, answers));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void handle(Socket connection, boolean answers) {
    try (connection) {
      if (answers) {
        String request = request(new BufferedInputStream(connection.getInputStream()));
        if (request.isEmpty()) {
          return;
        }
        OutputStream out = connection.getOutputStream();
        out.write(answer(request).getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    int end = -1;
    int length = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      text.append((char) next);
      if (end < 0 && text.indexOf("\r\n\r\n") >= 0) {
        end = text.length();
        var header = Pattern.compile("(?i)content-length: (\\d+)").matcher(text);
        length = header.find() ? Integer.parseInt(header.group(1)) : 0;
      }
      if (end >= 0 && text.length() >= end + length) {
        break;
      }
    }
    return text.toString();
  }

  /** What the path asks for: {@code /redirect/7} leads to the seventh URL. */
  private String answer(String request) {
    String[] path = request.split(" ", 3)[1].split("/", -1);
    if (path.length < 3 || !path[2].matches("\\d{1,3}")) {
      return discovered(request);
    }
    // A control character would end the header; the URL behind it is what counts.
    String url = urls.get(Integer.parseInt(path[2])).text().replaceAll("[\\r\\n\\x00]", "");
    return switch (path[1]) {
      case "redirect" -> head("307 Temporary Redirect", "Location: " + url) + "\r\n";
      case "challenge" ->
          head("401 Unauthorized", "WWW-Authenticate: Bearer resource_metadata=\"" + url + "\"")
              + "\r\n";
      case "stream" ->
          request.startsWith("GET ")
              ? head("200 OK", "Content-Type: text/event-stream")
                  + "\r\nevent: endpoint\ndata: "
                  + url
                  + "\n\n"
              : head("405 Method Not Allowed", "Allow: GET") + "\r\n";
      default -> discovered(request);
    };
  }

  private static String discovered(String request) {
    boolean list = request.contains("tools/list");
    var id = Pattern.compile("\"id\":(\\d+)").matcher(request);
    String body =
        "{\"jsonrpc\":\"2.0\",\"id\":%s,\"result\":%s}"
            .formatted(id.find() ? id.group(1) : "1", list ? Scripts.ONE_TOOL : Scripts.DISCOVERED);
    return head("200 OK", "Content-Type: application/json") + "\r\n" + body;
  }

  private static String head(String status, String header) {
    return "HTTP/1.1 %s\r\n%s\r\nConnection: close\r\n".formatted(status, header);
  }

  @Override
  public void close() throws IOException {
    http.close();
    https.close();
    executor.shutdownNow();
  }
}
