package dev.toolrack.cli.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.toolrack.cli.WrongUse;
import dev.toolrack.cli.registry.ServerJson.Input;
import dev.toolrack.cli.registry.ServerJson.Kind;
import dev.toolrack.cli.registry.ServerJson.Remote;
import dev.toolrack.core.tool.CleanText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a server.json of any revision, by itself or as the registry's API wraps it. */
final class ServerJsonReader {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+");
  private static final Pattern VERSION = Pattern.compile("[0-9A-Za-z][0-9A-Za-z._+-]{0,254}");
  private static final Pattern OPEN_VERSION = Pattern.compile("(?i)latest|.*(^|\\.)[x*](\\.|$).*");

  private ServerJsonReader() {}

  static ServerJson read(String text) {
    JsonNode root = parse(text);
    // The registry's API puts what it knows itself beside the server.
    JsonNode server = root.path("server").isObject() ? root.get("server") : root;
    if (server.has("servers")) {
      throw new WrongUse("this is a list of servers; import one of them");
    }
    refuseWithdrawn(root, server);
    String name = text(server, "name");
    if (name.length() < 3 || name.length() > 200 || !NAME.matcher(name).matches()) {
      throw new WrongUse(
          "this is no server.json: its name must be namespace/name, 3 to 200 letters, digits, '.', '_' and '-'");
    }
    List<String> packages = new ArrayList<>();
    server
        .path("packages")
        .forEach(p ->
            packages.add(
                shown(text(p, "registryType", "registry_type", "registry_name"), 32)
                    + " "
                    + shown(text(p, "identifier", "name"), 128)));
    List<Remote> remotes = new ArrayList<>();
    server.path("remotes").forEach(remote -> remotes.add(remote(remote)));
    return new ServerJson(
        name,
        version(server),
        text(server, "title"),
        text(server, "description"),
        remotes,
        packages);
  }

  private static JsonNode parse(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (JsonProcessingException e) {
      throw new WrongUse(
          "this is no JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw new WrongUse("this is no server.json: not a JSON object");
  }

  private static void refuseWithdrawn(JsonNode root, JsonNode server) {
    String official = "io.modelcontextprotocol.registry/official";
    String status =
        server.path("status").asText(root.path("_meta").path(official).path("status").asText(""));
    if (status.equals("deleted")) {
      throw new Refused("its publisher has deleted it from the registry");
    }
  }

  private static String version(JsonNode server) {
    JsonNode detail = server.path("version_detail").path("version");
    String version = detail.isTextual() ? detail.asText() : text(server, "version");
    if (!VERSION.matcher(version).matches() || OPEN_VERSION.matcher(version).matches()) {
      throw new Refused(
          "its version must be one version and no range, because what was imported must stay what it was");
    }
    return version;
  }

  private static Remote remote(JsonNode remote) {
    List<Input> headers = new ArrayList<>();
    remote.path("headers").forEach(h -> headers.add(input(text(h, "name"), h)));
    return new Remote(
        kind(text(remote, "type", "transport_type")),
        text(remote, "url"),
        headers,
        variables(remote));
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "streamable-http", "streamable", "http" -> Kind.STREAMABLE_HTTP;
      case "sse" -> Kind.SSE;
      default -> Kind.UNKNOWN;
    };
  }

  private static Map<String, Input> variables(JsonNode owner) {
    Map<String, Input> variables = new LinkedHashMap<>();
    owner
        .path("variables")
        .properties()
        .forEach(v -> variables.put(v.getKey(), input(v.getKey(), v.getValue())));
    return variables;
  }

  private static Input input(String name, JsonNode node) {
    List<String> choices = new ArrayList<>();
    node.path("choices").forEach(choice -> choices.add(choice.asText()));
    return new Input(
        name,
        text(node, "description"),
        flag(node, "isRequired", "is_required"),
        flag(node, "isSecret", "is_secret"),
        optional(node, "value"),
        optional(node, "default"),
        choices,
        text(node, "format"),
        variables(node));
  }

  private static boolean flag(JsonNode node, String name, String former) {
    return node.path(name).asBoolean(node.path(former).asBoolean());
  }

  private static @Nullable String optional(JsonNode node, String name) {
    return node.hasNonNull(name) ? node.get(name).asText() : null;
  }

  /** The first of these fields that is there. */
  private static String text(JsonNode node, String... names) {
    for (String name : names) {
      if (node.path(name).isTextual()) {
        return node.get(name).asText();
      }
    }
    return "";
  }

  /** A publisher's text in a message. */
  static String shown(String text, int most) {
    return CleanText.of(text, most);
  }
}
