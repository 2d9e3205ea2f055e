package dev.toolrack.bench.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The objects that are alive after a full collection, as the JVM's histogram of classes counts
 * them.
 *
 * @param bytes of all of them
 * @param instances by class
 */
record Live(long bytes, Map<String, Long> instances) {
  private static final Pattern LINE = Pattern.compile("(?m)^ *\\d+: +(\\d+) +(\\d+) +(\\S+).*$");
  private static final Pattern OURS =
      Pattern.compile("dev\\.toolrack\\.|io\\.javaoperatorsdk\\.|io\\.fabric8\\.");

  /**
   * What remembers values of the past up to a number, by the classes that it keeps: it grows until
   * it is full. More than that would be a leak after all.
   */
  private static final Map<Pattern, Long> BOUNDED =
      Map.of(
          // What servers say of their authentication.
          Pattern.compile(
              "dev\\.toolrack\\.mcp\\.(KnownMetadata|MetadataFinding|ProtectedResource|egress\\.Tenant\\b).*"),
          16_384L,
          // Texts of consent.
          Pattern.compile("dev\\.toolrack\\.core\\.address\\.(Consent|HttpUrl\\b).*"),
          10_000L,
          // Values that objects have in common, each once.
          Pattern.compile(
              "io\\.fabric8\\.kubernetes\\.api\\.model\\.Condition|dev\\.toolrack\\.crds\\.AgentToolBindingStatus\\$Entry"),
          8_192L,
          Pattern.compile("dev\\.toolrack\\.core\\.view\\.IntegrationRef"),
          4 * 4_096L);

  /** Reads a histogram. */
  static Live read(Path histogram) {
    try {
      var instances = new TreeMap<String, Long>();
      long bytes = 0;
      var lines = LINE.matcher(Files.readString(histogram));
      while (lines.find()) {
        instances.merge(lines.group(3), Long.valueOf(lines.group(1)), Long::sum);
        bytes += Long.parseLong(lines.group(2));
      }
      return new Live(bytes, instances);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * By how many instances each class has grown since.
   *
   * @param ours the least for classes of Toolrack, of the framework and of the client: while the
   *     same objects are in the cluster, there are as many of them
   * @param others the least for all other classes
   */
  Map<String, Long> growth(Live earlier, long ours, long others) {
    var growth = new TreeMap<String, Long>();
    instances.forEach((name, count) -> {
      long more = count - earlier.instances.getOrDefault(name, 0L);
      if (more > bound(name) && more >= (OURS.matcher(name).lookingAt() ? ours : others)) {
        growth.put(name, more);
      }
    });
    return growth;
  }

  private static long bound(String name) {
    return BOUNDED.entrySet().stream()
        .filter(entry -> entry.getKey().matcher(name).matches())
        .mapToLong(Map.Entry::getValue)
        .findFirst()
        .orElse(0);
  }
}
