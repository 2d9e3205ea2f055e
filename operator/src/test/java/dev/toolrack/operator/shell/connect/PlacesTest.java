package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Whoever waits for an authorization server takes places of its namespace only. */
class PlacesTest {
  private final Places places = new Places();

  @Test
  void aNamespaceThatWaitsTakesNobodysPlace() throws InterruptedException {
    var all = new CountDownLatch(12 * Places.OF_A_NAMESPACE);
    var released = new CountDownLatch(1);
    for (int i = 0; i < 12 * Places.OF_A_NAMESPACE; i++) {
      String namespace = "ns-" + i / Places.OF_A_NAMESPACE;
      Thread.ofVirtual()
          .start(() -> {
            try {
              var _ =
                  places.forEverybody(() ->
                      places
                          .ofNamespace(
                              namespace,
                              () -> {
                                all.countDown();
                                released.await();
                                return answer();
                              })
                          .orElseThrow());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    all.await();
    assertThat(places.forEverybody(PlacesTest::answer)).isPresent();
    assertThat(places.forEverybody(() -> in("ns-0").orElseGet(() -> PageAnswer.html(503, ""))))
        .map(PageAnswer::status)
        .contains(503);
    assertThat(places.forEverybody(() -> in("another").orElseThrow())).isPresent();
    released.countDown();
  }

  @Test
  void aPlaceIsLeftWhateverHappens() throws InterruptedException {
    for (int i = 0; i < 2 * Places.FOR_EVERYBODY; i++) {
      assertThat(places.forEverybody(() -> in("ns").orElseThrow())).isPresent();
      try {
        var _ =
            places.forEverybody(() ->
                places
                    .ofNamespace(
                        "ns",
                        () -> {
                          throw new IllegalStateException("expected");
                        })
                    .orElseThrow());
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("expected");
      }
    }
  }

  private Optional<PageAnswer> in(String namespace) throws InterruptedException {
    return places.ofNamespace(namespace, PlacesTest::answer);
  }

  private static PageAnswer answer() {
    return PageAnswer.html(200, "");
  }
}
