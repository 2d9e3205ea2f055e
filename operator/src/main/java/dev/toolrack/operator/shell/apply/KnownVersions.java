package dev.toolrack.operator.shell.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is in the outputs that were just written or read, until the watch tells of them. Only so
 * many: what fell out is read when it is next compared.
 */
final class KnownVersions {
  private static final int MOST = 4096;

  private final Map<String, Known> byUid =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST;
        }
      };

  private record Known(String resourceVersion, String digest) {}

  synchronized void learn(HasMetadata output, String digest) {
    var metadata = output.getMetadata();
    byUid.put(metadata.getUid(), new Known(metadata.getResourceVersion(), digest));
  }

  /** The digest of this very version. */
  synchronized Optional<String> digest(HasMetadata output) {
    var metadata = output.getMetadata();
    return Optional.ofNullable(byUid.get(metadata.getUid()))
        .filter(known -> known.resourceVersion().equals(metadata.getResourceVersion()))
        .map(Known::digest);
  }

  /** The same, for somebody who keeps it. */
  synchronized Optional<String> take(HasMetadata output) {
    Optional<String> digest = digest(output);
    digest.ifPresent(_ -> byUid.remove(output.getMetadata().getUid()));
    return digest;
  }
}
