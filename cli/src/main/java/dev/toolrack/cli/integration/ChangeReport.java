package dev.toolrack.cli.integration;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.drift.ToolChange;
import dev.toolrack.core.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A held change.
 *
 * @param integration namespace and name
 * @param state {@code Held}, {@code NothingHeld} or {@code NotHolding}
 * @param summary one sentence
 * @param approvedDigest the set that counts
 * @param liveDigest the set that the server lists
 * @param tools what differs, by name
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record ChangeReport(
    String integration,
    String state,
    String summary,
    @Nullable String approvedDigest,
    @Nullable String liveDigest,
    List<Tool> tools)
    implements Report {

  /**
   * A tool that differs.
   *
   * @param change whether it is {@code "added"}, {@code "removed"} or {@code "changed"}
   * @param facet the side that matters most: {@code contract}, {@code text} or {@code cosmetics}
   * @param definition of one that is added, as the server sent it
   * @param places where a changed one differs
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Tool(
      String name,
      String change,
      @Nullable String facet,
      @Nullable String definition,
      List<Place> places) {}

  /**
   * One difference.
   *
   * @param pointer where in the definition (RFC 6901)
   * @param before JSON; null = nothing
   * @param after JSON; null = nothing
   */
  record Place(String pointer, String facet, @Nullable String before, @Nullable String after) {}

  static ChangeReport of(String integration, HeldChange.Waiting waiting) {
    var change = waiting.change();
    List<Tool> tools = new ArrayList<>();
    change.changed().forEach(changed -> tools.add(tool(changed)));
    change
        .added()
        .forEach(name ->
            tools.add(
                new Tool(
                    name,
                    "added",
                    null,
                    waiting.live().tools().find(name).map(ToolDefinition::raw).orElse(null),
                    List.of())));
    change.removed().forEach(name -> tools.add(new Tool(name, "removed", null, null, List.of())));
    String summary =
        waiting.approvedKnown()
            ? "%d changed, %d added, %d removed since %s"
                .formatted(
                    change.changed().size(),
                    change.added().size(),
                    change.removed().size(),
                    waiting.byPerson() ? "the approval" : "the first verification")
            : "what was approved is not on record any more, so everything is new: %d tools"
                .formatted(change.added().size());
    return new ChangeReport(
        integration, "Held", summary, waiting.asked(), waiting.live().digest(), tools);
  }

  private static Tool tool(ToolChange changed) {
    return new Tool(
        changed.name(),
        "changed",
        changed.facet().map(facet -> facet.word()).orElse(null),
        null,
        changed.places().stream()
            .map(place ->
                new Place(
                    place.pointer(),
                    place.facet().word(),
                    place.before().orElse(null),
                    place.after().orElse(null)))
            .toList());
  }

  /** Where nothing waits. */
  static ChangeReport nothing(String integration, String state, String summary) {
    return new ChangeReport(integration, state, summary, null, null, List.of());
  }

  @Override
  public void print(Screen screen) {
    screen.line(screen.paint(Colour.BOLD, integration) + ": " + summary);
    if (approvedDigest != null) {
      screen.line(Colour.RED, "--- approved " + approvedDigest);
    }
    if (liveDigest != null) {
      screen.line(Colour.GREEN, "+++ waiting  " + liveDigest);
    }
    tools.forEach(tool -> print(screen, tool));
  }

  private static void print(Screen screen, Tool tool) {
    screen.gap();
    screen.line(
        Colour.BOLD,
        "@@ %s %s%s"
            .formatted(
                tool.change,
                Shown.visible(tool.name),
                tool.facet == null ? "" : " (" + tool.facet + ")"));
    Optional.ofNullable(tool.definition)
        .ifPresent(raw -> Shown.lines(raw).forEach(line -> screen.line(Colour.GREEN, "+ " + line)));
    for (Place place : tool.places) {
      screen.line(Colour.FAINT, "  " + Shown.visible(place.pointer) + " (" + place.facet + ")");
      LineDiff.between(lines(place.before), lines(place.after))
          .forEach(line -> print(screen, line));
    }
  }

  private static void print(Screen screen, LineDiff.Line line) {
    String text = "  " + line.sign() + " " + line.text();
    switch (line.sign()) {
      case '+' -> screen.line(Colour.GREEN, text);
      case '-' -> screen.line(Colour.RED, text);
      default -> screen.line(text);
    }
  }

  private static List<String> lines(@Nullable String json) {
    return json == null ? List.of() : Shown.lines(json);
  }
}
