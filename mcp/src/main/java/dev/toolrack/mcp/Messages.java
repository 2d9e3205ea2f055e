package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the requests of one verification and counts their ids. */
final class Messages {
  private static final String VERSION_HEADER = "MCP-Protocol-Version";
  private static final String META = "io.modelcontextprotocol/";

  private final JsonFactory factory;
  private final ClientIdentity client;
  private long lastId;

  Messages(JsonFactory factory, ClientIdentity client) {
    this(factory, client, 0);
  }

  Messages(JsonFactory factory, ClientIdentity client, long lastId) {
    this.factory = factory;
    this.client = client;
    this.lastId = lastId;
  }

  /** Writes a part of a message. */
  private interface Part {
    void write(JsonGenerator json) throws IOException;
  }

  /** {@code server/discover} of the stateless era. */
  Outgoing discover(String version) {
    return stateless("server/discover", version, json -> {});
  }

  /** {@code tools/list} of the stateless era; a null cursor asks for the first page. */
  Outgoing listTools(String version, @Nullable String cursor) {
    return stateless("tools/list", version, json -> cursor(json, cursor));
  }

  /** {@code initialize} of the session era. No version header: none is agreed yet. */
  Outgoing initialize() {
    long id = ++lastId;
    byte[] body =
        message(
            id,
            "initialize",
            json -> {
              json.writeStringField("protocolVersion", Revisions.SESSION.getFirst());
              json.writeObjectFieldStart("capabilities");
              json.writeEndObject();
              clientInfo(json, "clientInfo");
            });
    return new Outgoing(id, body, Map.of());
  }

  /** {@code notifications/initialized}: the only message without an id. */
  Outgoing initialized(String version, @Nullable String session) {
    byte[] body = message(null, "notifications/initialized", null);
    return new Outgoing(0, body, sessionHeaders(version, session));
  }

  /** {@code tools/list} of the session era; a null cursor asks for the first page. */
  Outgoing listTools(String version, @Nullable String session, @Nullable String cursor) {
    long id = ++lastId;
    byte[] body = message(id, "tools/list", json -> cursor(json, cursor));
    return new Outgoing(id, body, sessionHeaders(version, session));
  }

  /** Somebody's own question in the stateless era. */
  Outgoing question(Question question, String version) {
    Outgoing message =
        stateless(
            question.method(), version, question.capabilities(), json -> members(json, question));
    Map<String, String> headers = new LinkedHashMap<>(message.headers());
    headers.putAll(question.headers());
    return new Outgoing(message.id(), message.body(), headers);
  }

  /** Somebody's own question in the session era. */
  Outgoing question(Question question, String version, @Nullable String session) {
    long id = ++lastId;
    byte[] body = message(id, question.method(), json -> members(json, question));
    return new Outgoing(id, body, sessionHeaders(version, session));
  }

  private static void members(JsonGenerator json, Question question) throws IOException {
    for (var member : question.params().entrySet()) {
      json.writeFieldName(member.getKey());
      json.writeRawValue(member.getValue());
    }
  }

  /** The headers of every request after {@code initialize}. */
  static Map<String, String> sessionHeaders(String version, @Nullable String session) {
    return session == null
        ? Map.of(VERSION_HEADER, version)
        : Map.of(VERSION_HEADER, version, SessionDialogue.SESSION_HEADER, session);
  }

  private Outgoing stateless(String method, String version, Part params) {
    return stateless(method, version, Set.of(), params);
  }

  private Outgoing stateless(String method, String version, Set<String> capabilities, Part params) {
    long id = ++lastId;
    byte[] body =
        message(
            id,
            method,
            json -> {
              params.write(json);
              json.writeObjectFieldStart("_meta");
              json.writeStringField(META + "protocolVersion", version);
              clientInfo(json, META + "clientInfo");
              json.writeObjectFieldStart(META + "clientCapabilities");
              for (String capability : capabilities) {
                json.writeObjectFieldStart(capability);
                json.writeEndObject();
              }
              json.writeEndObject();
              json.writeEndObject();
            });
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(VERSION_HEADER, version);
    headers.put("Mcp-Method", method);
    return new Outgoing(id, body, headers);
  }

  private static void cursor(JsonGenerator json, @Nullable String cursor) throws IOException {
    if (cursor != null) {
      json.writeStringField("cursor", cursor);
    }
  }

  private void clientInfo(JsonGenerator json, String field) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("name", client.name());
    json.writeStringField("version", client.version());
    json.writeEndObject();
  }

  private byte[] message(@Nullable Long id, String method, @Nullable Part params) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = factory.createGenerator(out)) {
      // A cursor goes back as it came, even if it holds half of a surrogate pair.
      json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
      json.writeStartObject();
      json.writeStringField("jsonrpc", "2.0");
      if (id != null) {
        json.writeNumberField("id", id);
      }
      json.writeStringField("method", method);
      if (params != null) {
        json.writeObjectFieldStart("params");
        params.write(json);
        json.writeEndObject();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    return out.toByteArray();
  }
}
