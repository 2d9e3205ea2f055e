package dev.toolrack.operator.shell.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Writes of outputs that have no answer yet. The watch often tells of a write before its answer
 * comes; if each of these woke the owner, a change for ten thousand agents would be followed by ten
 * thousand decisions about nothing, before which everybody else's turn would come last. So an
 * output's news is held back while a write of it is under way, and whoever writes looks afterwards
 * whether any of it was about somebody else's write.
 */
public final class WritesUnderWay {
  private final ConcurrentMap<Output, Set<String>> heard = new ConcurrentHashMap<>();

  private record Output(Class<?> type, String namespace, String name) {
    static Output of(HasMetadata object) {
      var metadata = object.getMetadata();
      return new Output(object.getClass(), metadata.getNamespace(), metadata.getName());
    }
  }

  /** One write, until it is closed. */
  final class Write implements AutoCloseable {
    private final Output output;

    private Write(Output output) {
      this.output = output;
      heard.put(output, Set.of());
    }

    /**
     * The write has its answer, and nothing is held back any longer: both at once, or news between
     * them would be lost.
     *
     * @return whether the watch told of another version than that of the answer
     */
    boolean metOthers(HasMetadata answer) {
      String version = answer.getMetadata().getResourceVersion();
      return end().stream().anyMatch(other -> !other.equals(version));
    }

    /** After a failure whoever writes looks at the live object anyway, or is called again. */
    @Override
    public void close() {
      end();
    }

    private Set<String> end() {
      Set<String> versions = heard.remove(output);
      return versions == null ? Set.of() : versions;
    }
  }

  /**
   * A write begins. There is only one at a time of each output, for its owner is decided about by
   * one worker at a time.
   */
  Write begin(HasMetadata desired) {
    return new Write(Output.of(desired));
  }

  /**
   * Whether the news of an output, as the watch tells it, can wait for whoever is writing it now.
   */
  public boolean holdsBack(HasMetadata news) {
    return heard.computeIfPresent(
            Output.of(news),
            (_, versions) -> {
              var more = new HashSet<>(versions);
              more.add(news.getMetadata().getResourceVersion());
              return Set.copyOf(more);
            })
        != null;
  }
}
