package dev.toolrack.core.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One integration and what decides about it.
 *
 * @param integration {@code namespace/name}
 * @param connector {@code namespace/name}
 * @param alias the name agents know it by; absent where it has no valid one
 * @param place what the labels of its namespace say; absent where they are not visible
 * @param access its spec.access.from, and whom it reaches with that
 * @param override what may take its alias nearer to an agent
 * @param state the one-word answer
 * @param source {@code Decided}: worked out here; {@code Status}: as the operator says, because not
 *     everything that it depends on is visible
 * @param notes what is not as it should be
 * @param server where it is; absent while it was never verified
 * @param definitions the tools that are known of it
 * @param credentials what it sends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IntegrationExplanation(
    String integration,
    String connector,
    @Nullable String alias,
    @Nullable Place place,
    String access,
    String override,
    String state,
    String source,
    List<Note> notes,
    @Nullable Server server,
    @Nullable Definitions definitions,
    List<Credential> credentials) {
  public IntegrationExplanation {
    notes = List.copyOf(notes);
    credentials = List.copyOf(credentials);
  }

  /** Where a server is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Server(
      String url,
      @Nullable String transport,
      @Nullable String protocolVersion,
      @Nullable String name,
      @Nullable String version) {}

  /**
   * The definitions that are known of a server.
   *
   * @param setDigest of all of them, as the server listed them last
   * @param tools how many are valid
   * @param leftOut how many are not
   * @param onChange what happens when they change, by the stricter of connector and integration;
   *     absent where the connector is not visible
   * @param approvedDigest the set that a person approved
   * @param pinnedDigest the set that was verified first while changes were held
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Definitions(
      String setDigest,
      int tools,
      int leftOut,
      @Nullable String onChange,
      @Nullable String approvedDigest,
      @Nullable String pinnedDigest) {}
}
