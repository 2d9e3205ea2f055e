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
      if (more >= (OURS.matcher(name).lookingAt() ? ours : others)) {
        growth.put(name, more);
      }
    });
    return growth;
  }
}
