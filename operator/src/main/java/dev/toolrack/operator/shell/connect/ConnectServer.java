package dev.toolrack.operator.shell.connect;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.toolrack.operator.shell.apply.ConnectSecrets;
import dev.toolrack.operator.shell.apply.WriteGate;
import dev.toolrack.operator.shell.settings.PageAddress;
import dev.toolrack.operator.shell.token.PersonsLogins;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the connect page, at every replica. */
public final class ConnectServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectServer.class);

  /** More than the longest tokens of people in very many groups. */
  private static final int MAX_BODY = 32 * 1024;

  /** Somebody who comes back just now is handed over still. */
  private static final int FAREWELL_SECONDS = 5;

  private final PageAddress address;
  private final Pages pages;
  private final Notes notes;
  private final ConnectPage page;
  private final Callback callback;
  private final HttpServer server;
  private final Places places = new Places();
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * Begins to serve.
   *
   * @param port 0 = any free one
   * @throws IOException if the port is taken
   */
  public ConnectServer(
      PageAddress address,
      int port,
      KubernetesClient client,
      ConnectSecrets secrets,
      Integrations integrations,
      PersonsLogins logins,
      InstantSource clock)
      throws IOException {
    this.address = address;
    var users = new KubernetesUsers(client, address.base());
    var pending = new PendingLogins(client, secrets);
    pages = new Pages(address.path());
    notes = new Notes(pages);
    page = new ConnectPage(address, pages, users, integrations, pending, logins, places, clock);
    callback =
        new Callback(
            notes, integrations, new Visits(users, integrations), pending, logins, places, clock);
    server = HttpServer.create(new InetSocketAddress(port), 0);
    server.setExecutor(workers);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it serves. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      // Before a place is taken: whoever sends slowly takes it from nobody.
      byte[] sent = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
      PageAnswer answer = sent.length > MAX_BODY ? notes.tooLarge() : inPlace(exchange, sent);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private PageAnswer inPlace(HttpExchange exchange, byte[] sent) {
    var request =
        new PageRequest(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            Objects.requireNonNullElse(exchange.getRequestURI().getRawQuery(), ""),
            exchange.getRequestHeaders(),
            new String(sent, StandardCharsets.UTF_8));
    PagePath path = PagePath.read(address.path(), request.path());
    try {
      return path instanceof PagePath.ClientDocument
          ? document(request)
          : places.forEverybody(() -> answer(path, request)).orElseGet(notes::unavailable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notes.unavailable();
    }
  }

  /** Authorization servers ask for it while somebody waits: it costs nothing, and no place. */
  private PageAnswer document(PageRequest request) {
    return request.method().equals("GET")
        ? PageAnswer.json(ClientDocument.of(address))
        : notes.wrongMethod();
  }

  private PageAnswer answer(PagePath path, PageRequest request) {
    try {
      return switch (path) {
        case PagePath.OfIntegration(var ref) ->
            switch (request.method()) {
              case "GET" -> page.start(ref, request);
              case "POST" -> page.sent(ref, request);
              default -> notes.wrongMethod();
            };
        case PagePath.Callback() ->
            request.method().equals("GET") ? callback.answer(request) : notes.wrongMethod();
        case PagePath.ClientDocument() -> document(request);
        case PagePath.Unknown() -> notes.unknown();
      };
    } catch (KubernetesClientException e) {
      // Not its message: it may show what was sent.
      LOG.warn("the connect page has no answer of the Kubernetes API (status {})", e.getCode());
      return notes.unavailable();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return notes.unavailable();
    } catch (WriteGate.ClosedException e) {
      return notes.unavailable();
    } catch (RuntimeException e) {
      LOG.error(
          "the connect page failed unexpectedly: {} {}",
          e.getClass().getName(),
          Stream.of(e.getStackTrace()).limit(5).toList());
      return notes.unavailable();
    }
  }

  @Override
  public void close() {
    server.stop(FAREWELL_SECONDS);
    workers.shutdownNow();
  }
}
