package dev.toolrack.core.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.toolrack.core.address.HttpUrl;
import dev.toolrack.core.integration.VerificationPlan;
import dev.toolrack.core.integration.VerifiedServer;
import dev.toolrack.core.policy.ToolTraits;
import dev.toolrack.core.policy.Verdict;
import dev.toolrack.core.render.JsonText;
import dev.toolrack.core.tool.FacetDigests;
import dev.toolrack.core.tool.KnownTools;
import dev.toolrack.core.tool.KnownTools.KnownTool;
import dev.toolrack.core.tool.KnownTools.RejectedTool;
import dev.toolrack.core.view.CredentialSlot;
import dev.toolrack.core.view.ServedServer;
import dev.toolrack.core.view.ServedTool;
import dev.toolrack.crds.CredentialReach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * catalog.json: the persisted form of an integration's effective view (docs/schemas). After a
 * restart it stands in for a verification, if its bytes are those that the status names.
 *
 * @param schema URL of the contract
 * @param integration UID of the integration it belongs to
 * @param connector UID of the connector it was made from
 * @param setDigest of all definitions
 */
@JsonPropertyOrder({
  "schema",
  "integration",
  "connector",
  "alias",
  "title",
  "url",
  "transport",
  "protocolVersion",
  "server",
  "headers",
  "credentials",
  "setDigest",
  "tools",
  "rejected"
})
public record Catalog(
    String schema,
    String integration,
    String connector,
    String alias,
    String title,
    String url,
    String transport,
    String protocolVersion,
    ServerPart server,
    SortedMap<String, String> headers,
    List<CredentialPart> credentials,
    String setDigest,
    List<ToolPart> tools,
    List<RejectedTool> rejected) {

  /** Refuses what is not whole: a text that lacks something is no catalog. */
  public Catalog {
    Stream.of(integration, connector, url, transport, protocolVersion, server, setDigest)
        .forEach(Objects::requireNonNull);
    headers = Collections.unmodifiableSortedMap(new TreeMap<>(headers));
    credentials = List.copyOf(credentials);
    tools = List.copyOf(tools);
    rejected = List.copyOf(rejected);
  }

  /** The contract of this version. */
  public static final String SCHEMA = "https://toolrack.dev/schemas/catalog-v1.json";

  /** Name of the file in the ConfigMap. */
  public static final String FILE = "catalog.json";

  /** What the server said of itself. */
  @JsonPropertyOrder({"name", "version"})
  public record ServerPart(String name, String version) {
    public ServerPart {
      Objects.requireNonNull(name);
      Objects.requireNonNull(version);
    }
  }

  /** Where a secret header comes from; the version of the Secret stands in the status. */
  @JsonPropertyOrder({"header", "bearer", "secret", "key", "uid"})
  public record CredentialPart(
      String header, boolean bearer, String secret, String key, String uid) {
    public CredentialPart {
      Stream.of(header, secret, key, uid).forEach(Objects::requireNonNull);
    }
  }

  /** One tool: what was decided about it, and what that was decided from. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @JsonPropertyOrder({
    "name",
    "title",
    "digest",
    "bytes",
    "access",
    "decision",
    "decidedBy",
    "reason",
    "describedWrite",
    "readOnlyHint",
    "destructiveHint",
    "foldsLike",
    "contract",
    "text"
  })
  public record ToolPart(
      String name,
      String title,
      String digest,
      int bytes,
      String access,
      String decision,
      String decidedBy,
      @Nullable String reason,
      @Nullable String describedWrite,
      @Nullable Boolean readOnlyHint,
      @Nullable Boolean destructiveHint,
      @Nullable String foldsLike,
      @Nullable String contract,
      @Nullable String text) {
    public ToolPart {
      Stream.of(name, title, digest).forEach(Objects::requireNonNull);
    }
  }

  /** The text of the catalog of a verified server. */
  public static String write(String integrationUid, VerifiedServer server, ServedServer served) {
    var tools = new ArrayList<ToolPart>();
    for (int i = 0; i < served.tools().size(); i++) {
      tools.add(part(server.tools().tools().get(i), served.tools().get(i)));
    }
    return JsonText.of(
        new Catalog(
            SCHEMA,
            integrationUid,
            server.target().connectorUid(),
            served.alias(),
            served.title(),
            served.url().toString(),
            served.transport(),
            served.protocolVersion(),
            new ServerPart(server.name(), server.version()),
            served.headers(),
            served.credentials().stream()
                .map(s -> new CredentialPart(s.header(), s.bearer(), s.secret(), s.key(), s.uid()))
                .toList(),
            server.tools().digest(),
            tools,
            server.tools().rejected()));
  }

  /** What a catalog says was verified; empty if it is not this integration's or not readable. */
  public static Optional<VerifiedServer> read(String text, String integrationUid) {
    return JsonText.read(text, Catalog.class)
        .filter(c -> SCHEMA.equals(c.schema()) && integrationUid.equals(c.integration()))
        .flatMap(Catalog::verified);
  }

  private Optional<VerifiedServer> verified() {
    return HttpUrl.parse(url)
        .map(where ->
            new VerifiedServer(
                new VerificationPlan.Target(
                    connector, where, credentials.stream().map(Catalog::slot).toList()),
                server.name(),
                server.version(),
                transport,
                protocolVersion,
                new KnownTools(tools.stream().map(Catalog::known).toList(), rejected, setDigest)));
  }

  private static ToolPart part(KnownTool tool, ServedTool served) {
    Verdict verdict = served.verdict();
    return new ToolPart(
        tool.name(),
        tool.title(),
        tool.digest(),
        tool.bytes(),
        verdict.access().wire(),
        verdict.enabled() ? verdict.approval().wire() : "Disabled",
        verdict.decidedBy(),
        verdict.reason(),
        tool.traits().describedWrite(),
        tool.traits().readOnlyHint(),
        tool.traits().destructiveHint(),
        tool.traits().foldsLike(),
        tool.facets().contract(),
        tool.facets().text());
  }

  private static KnownTool known(ToolPart part) {
    return new KnownTool(
        part.name(),
        part.title(),
        part.digest(),
        part.bytes(),
        facets(part),
        new ToolTraits(
            part.name(),
            part.describedWrite(),
            part.readOnlyHint(),
            part.destructiveHint(),
            part.foldsLike()));
  }

  private static FacetDigests facets(ToolPart part) {
    return part.contract() == null || part.text() == null
        ? FacetDigests.UNKNOWN
        : new FacetDigests(part.contract(), part.text());
  }

  private static CredentialSlot slot(CredentialPart part) {
    return new CredentialSlot(
            part.header(),
            part.bearer(),
            part.secret(),
            part.key(),
            part.uid(),
            "",
            CredentialReach.NAMESPACE)
        .versionless();
  }
}
