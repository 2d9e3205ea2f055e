package dev.toolrack.testbed.oauth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;

/** Speaks plain HTTP to an authorization server: it is judged without any OAuth library. */
final class RawOauth {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private RawOauth() {}

  /** An answer: its status and its body as JSON, whatever that is. */
  record Answer(int status, JsonNode body) {
    String text(String name) {
      return body.path(name).asText();
    }
  }

  static Answer get(URI url) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(url));
  }

  /** A form, as a public client. */
  static Answer post(URI url, Map<String, String> form) throws IOException, InterruptedException {
    return send(form(url, form));
  }

  /** A form, as a client with a secret. */
  static Answer post(URI url, String client, String secret, Map<String, String> form)
      throws IOException, InterruptedException {
    return send(form(url, form).header("Authorization", basic(client, secret)));
  }

  static Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var response = exchange(request);
    return new Answer(response.statusCode(), tree(response.body()));
  }

  static HttpResponse<String> exchange(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
  }

  static HttpRequest.Builder form(URI url, Map<String, String> form) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(OauthForm.encode(form)));
  }

  /** The claims of a token, its signature not looked at. */
  static JsonNode claims(String token) {
    var payload = Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]);
    return tree(new String(payload, StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String basic(String client, String secret) {
    var pair = encode(client) + ":" + encode(secret);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return JSON.createObjectNode().put("text", text);
    }
  }
}
