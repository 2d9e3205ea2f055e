package dev.toolrack.operator;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Somebody who fills in Keycloak's login page and goes where it leads: as quick as a test of tokens
 * needs it, and on machines without a browser.
 */
record KeycloakPerson(String user, String password, Map<String, String> cookies)
    implements Consumer<URI> {
  private static final int STEPS = 8;
  private static final Pattern FORM =
      Pattern.compile("id=\"kc-form-login\"[^>]* action=\"([^\"]+)\"");

  /** With a browser of their own, which stays open: who has logged in is logged in there. */
  KeycloakPerson(String user, String password) {
    this(user, password, new TreeMap<>());
  }

  @Override
  public void accept(URI address) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest.Builder next = HttpRequest.newBuilder(address);
      for (int i = 0; i < STEPS; i++) {
        if (!cookies.isEmpty()) {
          next.header("Cookie", header(cookies));
        }
        HttpRequest request = next.build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        // Whatever they are marked with: browsers take this machine for a secure place as well.
        for (String cookie : answer.headers().allValues("Set-Cookie")) {
          String[] pair = cookie.split(";", 2)[0].split("=", 2);
          cookies.put(pair[0], pair[1]);
        }
        var location = answer.headers().firstValue("Location");
        Matcher form = FORM.matcher(answer.body());
        if (location.isPresent()) {
          next = HttpRequest.newBuilder(request.uri().resolve(location.get()));
        } else if (form.find()) {
          next = filled(form.group(1).replace("&amp;", "&"));
        } else {
          return;
        }
      }
    } catch (IOException e) {
      // The command waits in vain then, and says so.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest.Builder filled(String action) {
    return HttpRequest.newBuilder(URI.create(action))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(
            BodyPublishers.ofString(
                "username=%s&password=%s".formatted(encoded(user), encoded(password))));
  }

  private static String header(Map<String, String> cookies) {
    var header = new StringBuilder();
    cookies.forEach((name, value) ->
        header.append(header.isEmpty() ? "" : "; ").append(name).append('=').append(value));
    return header.toString();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
