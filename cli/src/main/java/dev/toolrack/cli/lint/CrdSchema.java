package dev.toolrack.cli.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.toolrack.crds.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The schema of one of our kinds, out of its CustomResourceDefinition.
 *
 * @param root as the definition has it, with its rules and defaults
 * @param validator of the keywords that JSON Schema knows too
 */
record CrdSchema(JsonNode root, Schema validator) {
  private static final List<String> EXTENSIONS =
      List.of(
          "x-kubernetes-validations",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys",
          "x-kubernetes-map-type");
  private static final Map<Kind, CrdSchema> READ = new EnumMap<>(Kind.class);

  /** Our kinds. */
  enum Kind {
    MCP_CONNECTOR("McpConnector", "mcpconnectors"),
    MCP_INTEGRATION("McpIntegration", "mcpintegrations"),
    AGENT_TOOL_BINDING("AgentToolBinding", "agenttoolbindings");

    private final String kind;
    private final String plural;

    Kind(String kind, String plural) {
      this.kind = kind;
      this.plural = plural;
    }

    String kind() {
      return kind;
    }

    /** The kind of that name. */
    static Optional<Kind> of(String name) {
      return Arrays.stream(values()).filter(kind -> kind.kind.equals(name)).findFirst();
    }

    /** All names. */
    static List<String> names() {
      return Arrays.stream(values()).map(Kind::kind).toList();
    }

    private String resource() {
      return "/crds/" + plural + "." + Api.GROUP + ".yaml";
    }
  }

  /** The schema of a kind; read when it is first asked for. */
  static synchronized CrdSchema of(Kind kind) {
    return READ.computeIfAbsent(kind, CrdSchema::read);
  }

  private static CrdSchema read(Kind kind) {
    JsonNode root =
        definition(kind.resource())
            .path("spec")
            .path("versions")
            .get(0)
            .at("/schema/openAPIV3Schema");
    JsonNode standard = root.deepCopy();
    dropExtensions(standard);
    return new CrdSchema(
        root, SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(standard));
  }

  /** What JSON Schema does not know is looked at elsewhere. */
  private static void dropExtensions(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      object.remove(EXTENSIONS);
    }
    schema.forEach(CrdSchema::dropExtensions);
  }

  private static JsonNode definition(String resource) {
    try (InputStream in =
        Objects.requireNonNull(CrdSchema.class.getResourceAsStream(resource), resource)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return YamlReader.read(resource, text).getFirst().root();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (Unreadable e) {
      throw new IllegalStateException(resource, e);
    }
  }
}
