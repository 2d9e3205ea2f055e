package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser as far as the connect page can tell: keeps its cookie, sends its forms. */
final class PageVisitor {
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"(\\w+)\" value=\"([^\"]*)\">");
  private static final Pattern AWAY = Pattern.compile("id=\"away\" href=\"([^\"]*)\"");

  /** Whether it keeps and sends the cookie, and what else it sends with each request. */
  String cookie = "";

  final Map<String, String> headers = new TreeMap<>();

  private final HttpClient http = HttpClient.newHttpClient();

  HttpResponse<String> get(URI url) {
    return send(request(url));
  }

  /** Sends a form: what is hidden on the page, and what the person filled in. */
  HttpResponse<String> submit(URI url, HttpResponse<String> page, Map<String, String> filledIn) {
    var fields = new TreeMap<>(filledIn);
    HIDDEN.matcher(page.body()).results().forEach(f -> fields.putIfAbsent(f.group(1), f.group(2)));
    String form =
        fields.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(url)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  /** Shows who they are, and is asked whether to log in. */
  HttpResponse<String> introduce(URI link, String token) {
    return submit(link, get(link), Map.of("token", token));
  }

  /** Agrees. */
  HttpResponse<String> agree(URI link, HttpResponse<String> consent) {
    return submit(link, consent, Map.of("begin", "yes"));
  }

  /** Goes as far as the authorization server, which sends the browser back at once: where to. */
  URI comeBack(HttpResponse<String> away) {
    var link = AWAY.matcher(away.body());
    assertThat(link.find()).as(away.body()).isTrue();
    var sentBack = send(HttpRequest.newBuilder(URI.create(link.group(1).replace("&amp;", "&"))));
    return URI.create(sentBack.headers().firstValue("Location").orElseThrow());
  }

  /** All of it up to the return. */
  URI upToReturn(URI link, String token) {
    return comeBack(agree(link, introduce(link, token)));
  }

  private HttpRequest.Builder request(URI url) {
    var request = HttpRequest.newBuilder(url);
    headers.forEach(request::header);
    if (!cookie.isEmpty()) {
      request.header("Cookie", cookie);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString());
      answer
          .headers()
          .firstValue("Set-Cookie")
          .ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
      return answer;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
