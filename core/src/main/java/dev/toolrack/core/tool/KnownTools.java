package dev.toolrack.core.tool;

import dev.toolrack.core.policy.ToolTraits;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What is remembered of a server's tools: enough to decide about them, without their definitions.
 *
 * @param tools the valid ones, by name
 * @param rejected the invalid ones
 * @param digest of the whole set, invalid ones included
 */
public record KnownTools(List<KnownTool> tools, List<RejectedTool> rejected, String digest) {
  /** Tools named in one message. */
  private static final int NAMED = 3;

  public KnownTools {
    tools = List.copyOf(tools);
    rejected = List.copyOf(rejected);
  }

  /**
   * A valid tool.
   *
   * @param title cleaned; empty = none
   * @param digest of its definition
   * @param bytes of its definition in RFC 8785 form
   * @param facets which sides of the definition changed, when it changes
   * @param traits what policy needs to know
   */
  public record KnownTool(
      String name,
      String title,
      String digest,
      int bytes,
      FacetDigests facets,
      ToolTraits traits) {}

  /**
   * An invalid tool.
   *
   * @param name cleaned of what a name cannot have; empty = it has none
   * @param why for people, after the name
   */
  public record RejectedTool(String name, String why) {
    public RejectedTool {
      Objects.requireNonNull(name);
      Objects.requireNonNull(why);
    }
  }

  /** What is to be remembered of a listing. */
  public static KnownTools of(ToolSet set) {
    return new KnownTools(
        set.tools().stream().map(KnownTools::known).toList(),
        set.rejected().stream().map(KnownTools::rejected).toList(),
        set.digest());
  }

  /** The invalid ones and why, the first few by name. */
  public String describeRejected() {
    String first =
        rejected.stream()
            .limit(NAMED)
            .map(r -> (r.name().isEmpty() ? "one without a name" : r.name()) + " " + r.why())
            .collect(Collectors.joining(", "));
    return rejected.size() > NAMED
        ? first + ", and %d more".formatted(rejected.size() - NAMED)
        : first;
  }

  private static KnownTool known(ToolDefinition tool) {
    return new KnownTool(
        tool.name(),
        Objects.requireNonNullElse(tool.title(), ""),
        tool.digest(),
        tool.bytes(),
        FacetDigests.of(tool.raw()),
        tool.traits());
  }

  private static RejectedTool rejected(ToolReading.Rejected tool) {
    String name = tool.name();
    return new RejectedTool(
        name != null && ToolReading.NAME.matcher(name).matches() ? name : "", tool.reason().text());
  }
}
