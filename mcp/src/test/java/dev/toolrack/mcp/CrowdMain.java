package dev.toolrack.mcp;

import static dev.toolrack.mcp.HostileScripts.JSON;
import static dev.toolrack.mcp.HostileScripts.answering;
import static dev.toolrack.mcp.HostileScripts.http;
import static dev.toolrack.mcp.HostileScripts.rpc;

import dev.toolrack.mcp.FakeServer.Asked;
import dev.toolrack.mcp.RawServer.Connection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many servers in a process of their own, so that their memory is not that of who asks. A path
 * {@code /number/answer} belongs to a crowd of so many, and nobody in it lists its tools before
 * everybody was asked to. Prints its port; releases those that keep others waiting when it reads a
 * byte, and ends with its input.
 */
final class CrowdMain {
  static final String HEALTHY = "HEALTHY";

  private static final int BACKLOG = 2048;
  private static final AtomicReference<@Nullable CountDownLatch> CROWD = new AtomicReference<>();

  private CrowdMain() {}

  public static void main(String[] args) throws IOException {
    ServerSocket socket = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    try (RawServer server = new RawServer("http", socket, answering(CrowdMain::answer))) {
      System.out.println(server.url().getPort());
      while (System.in.read() >= 0) {
        CrowdAnswer.release();
      }
    }
    System.exit(0);
  }

  private static void answer(Connection connection, Asked asked)
      throws IOException, InterruptedException {
    if (asked.body().startsWith("GET ")) {
      connection.send("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    } else if (asked.method().equals("server/discover")) {
      connection.send(http(JSON, rpc(asked, Scripts.DISCOVERED)));
    } else {
      String[] path = asked.body().split(" ", 3)[1].split("/", -1);
      if (asked.cursor() == null) {
        together(Integer.parseInt(path[1]));
      }
      if (path[2].equals(HEALTHY)) {
        connection.send(http(JSON, rpc(asked, Scripts.ONE_TOOL)));
      } else {
        CrowdAnswer.valueOf(path[2]).answer(connection, asked);
      }
    }
  }

  private static void together(int size) throws InterruptedException {
    CountDownLatch everybody =
        CROWD.updateAndGet(old -> old == null ? new CountDownLatch(size) : old);
    everybody.countDown();
    everybody.await();
  }
}
