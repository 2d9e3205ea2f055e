package dev.toolrack.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RedirectListenerTest {
  private static HttpResponse<String> get(URI uri) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void answerOfThisLoginCounts() throws Exception {
    try (RedirectListener listener = RedirectListener.open(0)) {
      listener.expect("abc");
      assertThat(listener.uri().getHost()).isEqualTo("127.0.0.1");
      HttpResponse<String> page = get(URI.create(listener.uri() + "?code=c&state=abc&iss=i"));
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("Go back to the command line").doesNotContain("abc");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(listener.await(Duration.ofSeconds(30))).contains("code=c&state=abc&iss=i");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/callback", "/callback?state=ab", "/callback?xstate=abc", "/?state=abc"})
  void anythingElseDoesNotEndIt(String forged) throws Exception {
    try (RedirectListener listener = RedirectListener.open(0)) {
      listener.expect("abc");
      assertThat(get(listener.uri().resolve(forged)).statusCode()).isEqualTo(404);
      assertThat(listener.await(Duration.ofMillis(1))).isEmpty();
      get(listener.uri().resolve("/callback?state=abc"));
      assertThat(listener.await(Duration.ofSeconds(30))).contains("state=abc");
    }
  }

  @Test
  void answersCountOnceAndWhenExpected() throws Exception {
    try (RedirectListener listener = RedirectListener.open(0)) {
      URI answer = listener.uri().resolve("/callback?state=");
      assertThat(get(answer).statusCode()).isEqualTo(404);
      listener.expect("abc");
      URI second = listener.uri().resolve("/callback?state=abc");
      assertThat(get(second).statusCode()).isEqualTo(200);
      assertThat(get(second).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void posts() throws Exception {
    try (RedirectListener listener = RedirectListener.open(0);
        HttpClient client = HttpClient.newHttpClient()) {
      listener.expect("abc");
      HttpRequest post =
          HttpRequest.newBuilder(URI.create(listener.uri() + "?state=abc"))
              .POST(BodyPublishers.noBody())
              .build();
      assertThat(client.send(post, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void takenPort() throws Exception {
    try (RedirectListener listener = RedirectListener.open(0)) {
      int port = listener.uri().getPort();
      assertThatThrownBy(() -> RedirectListener.open(port)).isInstanceOf(IOException.class);
    }
  }
}
