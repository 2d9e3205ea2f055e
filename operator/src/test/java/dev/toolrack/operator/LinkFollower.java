package dev.toolrack.operator;

import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/**
 * What a command tells a person, and the person, who goes to every address on a line of its own.
 */
final class LinkFollower extends Writer {
  private static final int MAX_REDIRECTS = 5;

  private final StringBuilder all = new StringBuilder();
  private final StringBuilder line = new StringBuilder();
  private final Consumer<URI> person;

  LinkFollower(Consumer<URI> person) {
    this.person = person;
  }

  /** A person whose browser goes wherever it is sent and asks nothing. */
  static LinkFollower redirected() {
    return new LinkFollower(LinkFollower::visit);
  }

  @Override
  public void write(char[] characters, int from, int count) {
    all.append(characters, from, count);
    for (int i = from; i < from + count; i++) {
      if (characters[i] != '\n') {
        line.append(characters[i]);
        continue;
      }
      String text = line.toString();
      line.setLength(0);
      if (text.startsWith("http")) {
        Thread.ofVirtual().start(() -> person.accept(URI.create(text)));
      }
    }
  }

  /** Goes wherever it is sent. */
  static void visit(URI address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI next = address;
      for (int i = 0; i < MAX_REDIRECTS; i++) {
        var answer = client.send(HttpRequest.newBuilder(next).build(), BodyHandlers.discarding());
        var location = answer.headers().firstValue("Location");
        if (location.isEmpty()) {
          return;
        }
        next = next.resolve(location.get());
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
  public void close() {}

  @Override
  public String toString() {
    return all.toString();
  }
}
