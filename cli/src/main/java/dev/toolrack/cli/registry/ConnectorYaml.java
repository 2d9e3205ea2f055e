package dev.toolrack.cli.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.toolrack.cli.kubectl.Documents;
import dev.toolrack.core.naming.Alias;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.Api;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A connector as YAML, and an integration for it as a comment below. */
final class ConnectorYaml {
  /** Where a connector comes from: name and version in a registry. Nobody acts on it. */
  static final String PROVENANCE = "toolrack.dev/imported-from";

  private ConnectorYaml() {}

  record Connector(String apiVersion, String kind, Metadata metadata, Spec spec) {}

  record Metadata(String name, @Nullable String namespace, Map<String, String> annotations) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Spec(
      String displayName, String description, Server server, List<Draft.Variable> variables) {}

  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Server(String url, String transport, List<Draft.Header> headers) {}

  /** The connector alone. */
  static String connector(
      ServerJson server,
      ServerJson.Remote remote,
      Draft draft,
      String name,
      @Nullable String namespace) {
    return Documents.yaml(
        new Connector(
            Api.GROUP + "/" + Api.VERSION,
            "McpConnector",
            new Metadata(
                name, namespace, Map.of(PROVENANCE, server.name() + "@" + server.version())),
            new Spec(
                CleanText.of(server.title(), 64),
                CleanText.of(server.description(), 1024),
                new Server(draft.url(), remote.kind().transport(), draft.headers()),
                draft.variables())));
  }

  /** A name for the connector, which fits as the alias of an integration too. */
  static String name(String serverName) {
    String last = serverName.substring(serverName.indexOf('/') + 1).toLowerCase(Locale.ROOT);
    String plain = last.replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
    String cut =
        plain.length() > Alias.MAX_LENGTH
            ? plain.substring(0, Alias.MAX_LENGTH).replaceAll("-+$", "")
            : plain;
    if (!(Alias.effective(cut, null) instanceof Alias.Valid)) {
      throw new Refused("its name has no letter to begin with; choose one with --name");
    }
    return cut;
  }

  /** Comment lines: how to use the connector. */
  static List<String> hints(Draft draft, String name) {
    IntegrationHint hint = new IntegrationHint(draft, name);
    return hint.lines();
  }
}
