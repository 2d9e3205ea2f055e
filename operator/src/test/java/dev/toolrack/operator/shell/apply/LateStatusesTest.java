package dev.toolrack.operator.shell.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.core.status.Finding;
import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.AgentToolBindingStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Statuses are told apart by the number of tools in them. */
class LateStatusesTest {
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private final List<String> written = new ArrayList<>();
  private final List<ResourceID> decidedAnew = new ArrayList<>();
  private final Map<ResourceID, AgentToolBinding> cache = new HashMap<>();
  private Runnable meanwhile = () -> {};
  private Written result = Written.CHANGED;

  private final LateStatuses<AgentToolBinding, AgentToolBindingStatus> statuses =
      new LateStatuses<>(
          new LateStatuses.Writer<>() {
            @Override
            public boolean isNews(
                AgentToolBinding resource, AgentToolBindingStatus facts, List<Finding> findings) {
              return !facts.equals(resource.getStatus());
            }

            @Override
            public Written patchIfChanged(
                AgentToolBinding resource,
                long generation,
                AgentToolBindingStatus facts,
                List<Finding> findings,
                Context<AgentToolBinding> context) {
              meanwhile.run();
              written.add(resource.getMetadata().getName() + " " + facts.tools());
              return result;
            }
          },
          waiting::add,
          id -> Optional.ofNullable(cache.get(id)),
          decidedAnew::add);

  private AgentToolBinding binding(String name) {
    var binding = new AgentToolBinding();
    binding.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withNamespace("acme")
            .withUid(name + "-uid")
            .withGeneration(1L)
            .build());
    cache.put(ResourceID.fromResource(binding), binding);
    return binding;
  }

  private static AgentToolBindingStatus status(int tools) {
    return new AgentToolBindingStatus(1L, "acme", 1, tools, 100L, List.of(), List.of());
  }

  private void decided(AgentToolBinding binding, int tools) {
    statuses.patchIfChanged(binding, status(tools), List.of(), context());
  }

  @SuppressWarnings("unchecked") // the only method that is called returns what it promises
  private static Context<AgentToolBinding> context() {
    return (Context<AgentToolBinding>)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  private void idle() {
    for (Runnable work = waiting.poll(); work != null; work = waiting.poll()) {
      work.run();
    }
  }

  @Test
  void onlyTheLatestIsWritten() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    decided(bot, 2);
    assertThat(written).isEmpty();
    idle();
    assertThat(written).containsExactly("bot 2");
  }

  @Test
  void whatSaysNothingNewIsNotEvenKept() {
    AgentToolBinding bot = binding("bot");
    bot.setStatus(status(1));
    decided(bot, 1);
    assertThat(waiting).isEmpty();
  }

  @Test
  void whatIsTakenBackBeforeItWasWrittenIsNotWritten() {
    AgentToolBinding bot = binding("bot");
    bot.setStatus(status(1));
    decided(bot, 2);
    decided(bot, 1);
    idle();
    assertThat(written).containsExactly("bot 1"); // the writer itself sees that nothing changed
  }

  @Test
  void whereSomebodyElseWroteTheObjectItIsDecidedAnewAndNothingHasFailed() {
    AgentToolBinding bot = binding("bot");
    result = Written.CONFLICT;
    decided(bot, 1);
    idle();
    assertThat(decidedAnew).containsExactly(ResourceID.fromResource(bot));
    result = Written.CHANGED;
    decided(bot, 2);
    assertThat(written).as("in its turn, not at once").containsExactly("bot 1");
    idle();
    assertThat(written).containsExactly("bot 1", "bot 2");
  }

  @Test
  void whatIsDecidedWhileOneIsWrittenIsWrittenAfterIt() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    meanwhile =
        () -> {
          meanwhile = () -> {};
          decided(bot, 2);
          assertThat(waiting).as("never two at the same time").isEmpty();
        };
    idle();
    assertThat(written).containsExactly("bot 1", "bot 2");
  }

  @Test
  void aFailureIsTheFrameworksToRepeat() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    meanwhile =
        () -> {
          throw new IllegalStateException("no");
        };
    idle();
    assertThat(decidedAnew).containsExactly(ResourceID.fromResource(bot));
    assertThatThrownBy(() -> decided(bot, 1)).hasMessage("no");
  }

  @Test
  void aFailureForAnObjectThatIsGoneIsForgotten() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    meanwhile =
        () -> {
          cache.clear();
          throw new IllegalStateException("not found");
        };
    idle();
    assertThat(decidedAnew).isEmpty();
    decided(binding("bot"), 2); // later, like every first one
    assertThat(waiting).hasSize(1);
  }

  @Test
  void whatWaitedDuringAFailureIsNotWrittenAfterANewerOne() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    meanwhile =
        () -> {
          meanwhile = () -> {};
          decided(bot, 2);
          throw new IllegalStateException("no");
        };
    waiting.remove().run();
    decided(bot, 3);
    idle();
    assertThat(written).containsExactly("bot 3");
  }

  @Test
  void nothingIsWrittenOntoAnotherObjectOfTheName() {
    AgentToolBinding bot = binding("bot");
    decided(bot, 1);
    binding("bot").getMetadata().setUid("another");
    idle();
    assertThat(written).isEmpty();
  }

  @Test
  void thatWhichFindsNoRoomIsDecidedAnewOnce() {
    int many = 5000;
    for (int i = 0; i < many; i++) {
      decided(binding("bot-" + i), 1);
    }
    int again = 0;
    while (!waiting.isEmpty()) {
      waiting.remove().run();
      for (; again < decidedAnew.size(); again++) {
        decided(Objects.requireNonNull(cache.get(decidedAnew.get(again))), 1);
      }
    }
    assertThat(written).hasSize(many).doesNotHaveDuplicates();
    assertThat(decidedAnew).hasSize(many - 1000).doesNotHaveDuplicates();
  }

  @Test
  void oneWithoutRoomThatIsGoneOrSaysNothingNewKeepsNobodyWaiting() {
    for (int i = 0; i < 1003; i++) {
      decided(binding("bot-" + i), 1);
    }
    cache.remove(new ResourceID("bot-1000", "acme"));
    idle();
    assertThat(decidedAnew)
        .containsExactly(
            new ResourceID("bot-1000", "acme"),
            new ResourceID("bot-1001", "acme"),
            new ResourceID("bot-1002", "acme"));
  }
}
