package dev.toolrack.testbed.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes requests to the protocol, past the faults, and into the log. */
record ScriptedHandler(
    ScriptedAuthorizationServer server,
    ScriptedProtocol protocol,
    ScriptedFaults faults,
    RequestLog log)
    implements HttpHandler {
  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var endpoint = endpointAt(exchange.getRequestURI().getPath());
      if (endpoint.isEmpty()) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      // Nothing is open any more when the answer leaves: whoever has it may ask the next thing.
      var request = incoming(exchange, endpoint.get());
      HandedOver.in(request);
      var reply = reply(endpoint.get(), request);
      HandedOver.in(reply);
      ScriptedFaults.send(exchange, reply);
    }
  }

  private Optional<OauthEndpoint> endpointAt(String asked) {
    for (var endpoint : OauthEndpoint.values()) {
      var place = server.endpoint(endpoint).getPath();
      if (asked.equals(place)
          || (endpoint == OauthEndpoint.REGISTRATION && asked.startsWith(place + "/"))) {
        return Optional.of(endpoint);
      }
    }
    return Optional.empty();
  }

  private static ScriptedProtocol.Incoming incoming(HttpExchange exchange, OauthEndpoint endpoint)
      throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var query = exchange.getRequestURI().getRawQuery();
    var form =
        switch (endpoint) {
          case TOKEN, REVOCATION -> OauthForm.parse(body);
          case METADATA, AUTHORIZATION, REGISTRATION -> OauthForm.parse(query);
        };
    return new ScriptedProtocol.Incoming(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getPath(),
        exchange.getRequestHeaders(),
        form,
        body);
  }

  private OauthReply reply(OauthEndpoint endpoint, ScriptedProtocol.Incoming request) {
    var refreshed =
        request.form().find("grant_type").filter("refresh_token"::equals).isPresent()
            ? protocol.grantOf(request.form())
            : "";
    log.begin(refreshed);
    try {
      var fault = faults.next(endpoint);
      var instead = ScriptedFaults.instead(fault, refreshed);
      var outcome =
          instead.isPresent()
              ? protocol.nothingDone(instead.get(), request)
              : protocol.answer(endpoint, request);
      var reply = ScriptedFaults.after(fault, outcome.reply(), outcome.grant());
      log.add(
          new OauthRequest(
              endpoint,
              request.method(),
              request.form().values(),
              outcome.client(),
              outcome.how(),
              outcome.grant(),
              reply.status(),
              reply.error()));
      return reply;
    } finally {
      log.end(refreshed);
    }
  }
}
