package dev.toolrack.mcp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A server on loopback that may break every rule of HTTP. */
final class RawServer implements AutoCloseable {
  /** Handles one connection; an exception when writing means that the client has gone. */
  interface Script {
    void handle(Connection connection) throws IOException, InterruptedException;
  }

  /** One accepted connection. */
  record Connection(Socket socket, BufferedReader in, OutputStream out) {
    /** Reads one request; null if the client closed the connection instead. */
    @Nullable String request() throws IOException {
      StringBuilder head = new StringBuilder();
      int length = 0;
      for (String line = in.readLine(); ; line = in.readLine()) {
        if (line == null) {
          return null;
        }
        if (line.isEmpty()) {
          break;
        }
        head.append(line).append('\n');
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
      }
      for (int i = 0; i < length; i++) {
        head.append((char) in.read());
      }
      return head.toString();
    }

    void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Breaks off as a crashed host does, without saying goodbye. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Sends the same again and again until the client goes away. */
    void forever(String text, long pauseMillis) throws IOException, InterruptedException {
      while (true) {
        send(text);
        if (pauseMillis > 0) {
          Thread.sleep(pauseMillis);
        }
      }
    }
  }

  private final String scheme;
  private final ServerSocket socket;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch clientGone = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();

  RawServer(Script script) throws IOException {
    this("http", new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
  }

  RawServer(String scheme, ServerSocket socket, Script script) {
    this.scheme = scheme;
    this.socket = socket;
    executor.execute(() -> accept(script));
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.incrementAndGet();
        executor.execute(() -> handle(connection, script));
      }
    } catch (IOException e) {
      // Closed: the test is over.
    }
  }

  private void handle(Socket connection, Script script) {
    try (connection) {
      var in = new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1);
      script.handle(
          new Connection(connection, new BufferedReader(in), connection.getOutputStream()));
    } catch (IOException e) {
      clientGone.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  URI url() {
    return URI.create(scheme + "://127.0.0.1:" + socket.getLocalPort() + "/mcp");
  }

  int connections() {
    return connections.get();
  }

  /** Waits until writing to a client has failed. */
  boolean clientWent() throws InterruptedException {
    return clientGone.await(30, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    socket.close();
    executor.shutdownNow();
  }
}
