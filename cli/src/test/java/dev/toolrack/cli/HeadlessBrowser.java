package dev.toolrack.cli;

import dev.toolrack.testbed.leaks.Leaks;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * The error output of a command, and a browser without a window: it goes to the address that the
 * command prints for somebody to log in, and wherever it is sent from there.
 */
final class HeadlessBrowser extends Writer {
  private static final int MAX_REDIRECTS = 5;
  private static final Pattern CODE = Pattern.compile("(?:^|&)code=([^&]*)");

  private final StringBuilder text = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

  @Override
  public void write(char[] characters, int from, int count) {
    text.append(characters, from, count);
    for (int i = from; i < from + count; i++) {
      if (characters[i] != '\n') {
        line.append(characters[i]);
        continue;
      }
      String address = line.toString();
      line.setLength(0);
      if (address.startsWith("http")) {
        executor.execute(() -> visit(URI.create(address)));
      }
    }
  }

  private static void visit(URI address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI next = address;
      for (int i = 0; i < MAX_REDIRECTS; i++) {
        HttpResponse<Void> answer =
            client.send(HttpRequest.newBuilder(next).build(), BodyHandlers.discarding());
        if (answer.headers().firstValue("Location").isEmpty()) {
          return;
        }
        next = next.resolve(answer.headers().firstValue("Location").get());
        CODE.matcher(String.valueOf(next.getQuery()))
            .results()
            .forEach(found -> Leaks.here().secret("a code", found.group(1)));
      }
    } catch (IOException e) {
      // The command waits in vain then, and says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    executor.shutdownNow();
  }

  /** Everything that was written. */
  @Override
  public String toString() {
    return text.toString();
  }
}
