package dev.toolrack.core.tool;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.policy.NameFolding;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All tools of one listing; equal listings in any order are equal sets.
 *
 * @param tools the valid ones, by name
 * @param rejected the invalid ones, by name and digest
 * @param digest {@code sha256:<hex>} over the canonical form of {@code ["v1",[name,digest],...]},
 *     sorted by name (UTF-16 units, as RFC 8785 sorts), then digest; invalid tools are included,
 *     one without a usable name as {@code ""}
 */
public record ToolSet(
    List<ToolDefinition> tools, List<ToolReading.Rejected> rejected, String digest) {

  private static final Comparator<ToolReading> ORDER =
      Comparator.comparing(ToolSet::key).thenComparing(ToolReading::digest);

  /** Keeps its own copies. */
  public ToolSet {
    tools = List.copyOf(tools);
    rejected = List.copyOf(rejected);
  }

  /**
   * Reads a listing. A "name twice" takes all of its bearers out, whichever of them would be valid.
   *
   * @param raws each tool's JSON text as sent
   */
  public static ToolSet of(List<String> raws) {
    List<ToolReading> readings = raws.stream().map(ToolReading::of).toList();
    Map<String, Integer> bearers = new HashMap<>();
    readings.forEach(reading -> bearers.merge(key(reading), 1, Integer::sum));
    List<ToolReading> sorted =
        readings.stream()
            .map(r -> r.name() != null && bearers.getOrDefault(r.name(), 0) > 1 ? out(r) : r)
            .sorted(ORDER)
            .toList();
    List<ToolDefinition> tools =
        only(sorted, ToolDefinition.class).stream().map(looksLike(sorted)::mark).toList();
    return new ToolSet(tools, only(sorted, ToolReading.Rejected.class), digest(sorted));
  }

  /** The valid tool of that name. */
  public Optional<ToolDefinition> find(String name) {
    return tools.stream().filter(tool -> tool.name().equals(name)).findFirst();
  }

  /** Whether exactly this definition is in the set, as {@code Hold} asks of the approved set. */
  public boolean contains(String name, String toolDigest) {
    return find(name).filter(tool -> tool.digest().equals(toolDigest)).isPresent();
  }

  /** What the set was read from; reading it again gives an equal set. */
  public List<String> raws() {
    return Stream.concat(tools.stream(), rejected.stream())
        .sorted(ORDER)
        .map(ToolReading::raw)
        .toList();
  }

  /** Names among the valid tools that look like another one's, with that one's. */
  public Map<String, String> lookalikes() {
    Map<String, String> lookalikes = new TreeMap<>();
    for (ToolDefinition tool : tools) {
      String other = tool.traits().foldsLike();
      if (other != null) {
        lookalikes.put(tool.name(), other);
      }
    }
    return lookalikes;
  }

  private static String key(ToolReading reading) {
    return Objects.requireNonNullElse(reading.name(), "");
  }

  private static ToolReading out(ToolReading reading) {
    return reading instanceof ToolReading.Rejected
        ? reading
        : new ToolReading.Rejected(
            reading.name(), reading.digest(), reading.raw(), Rejection.DUPLICATE_NAME);
  }

  private static <T extends ToolReading> List<T> only(List<ToolReading> readings, Class<T> type) {
    return readings.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /**
   * Names by their folded form. Invalid tools count: they are left out of the toolset, but a
   * careless client lists them all the same.
   */
  private record Lookalikes(Map<String, TreeSet<String>> byFold) {

    ToolDefinition mark(ToolDefinition tool) {
      return new ToolDefinition(
          tool.name(),
          tool.title(),
          tool.digest(),
          tool.bytes(),
          tool.raw(),
          tool.traits().foldingLike(otherThan(tool.name())));
    }

    private @Nullable String otherThan(String name) {
      return byFold.getOrDefault(NameFolding.fold(name), new TreeSet<>()).stream()
          .filter(other -> !other.equals(name))
          .findFirst()
          .orElse(null);
    }
  }

  private static Lookalikes looksLike(List<ToolReading> readings) {
    Map<String, TreeSet<String>> byFold = new HashMap<>();
    for (ToolReading reading : readings) {
      String name = reading.name();
      if (name != null && ToolReading.NAME.matcher(name).matches()) {
        byFold.computeIfAbsent(NameFolding.fold(name), f -> new TreeSet<>()).add(name);
      }
    }
    return new Lookalikes(byFold);
  }

  private static String digest(List<ToolReading> sorted) {
    ArrayNode set = JsonNodeFactory.instance.arrayNode().add("v1");
    sorted.forEach(reading -> set.addArray().add(key(reading)).add(reading.digest()));
    String json = set.toString();
    // An array of plain texts always has a canonical form.
    return Sha256.digest(
        CanonicalJson.of(json).orElseGet(() -> json.getBytes(StandardCharsets.UTF_8)));
  }
}
