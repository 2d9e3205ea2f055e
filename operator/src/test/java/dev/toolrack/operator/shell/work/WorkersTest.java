package dev.toolrack.operator.shell.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTest {
  private final Workers workers = new Workers();
  private final List<String> done = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Void> end = new CompletableFuture<>();

  @AfterEach
  void stop() {
    workers.shutdownNow();
  }

  @Test
  void whatFollowsComesWhenTheWorkIsOver() {
    workers.execute(() -> {
      workers.executeAfterwards(() -> done.add("first"));
      workers.executeAfterwards(() -> {
        done.add("second");
        end.complete(null);
      });
      done.add("work");
    });
    end.join();
    assertThat(done).containsExactly("work", "first", "second");
  }

  @Test
  void whatFollowsComesAfterAFailureToo() {
    workers.execute(() -> {
      workers.executeAfterwards(() -> end.complete(null));
      throw new UnsupportedOperationException("on purpose");
    });
    assertThat(end).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void nothingFollowsWhoeverDoesNoWorkOfTheirs() {
    assertThatIllegalStateException().isThrownBy(() -> workers.executeAfterwards(() -> {}));
  }
}
