package dev.toolrack.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.toolrack.core.tool.ToolDefinition;
import dev.toolrack.core.tool.ToolReading;
import dev.toolrack.core.tool.ToolSet;
import dev.toolrack.mcp.Authentication;
import dev.toolrack.mcp.Failed;
import dev.toolrack.mcp.ServerFacts;
import dev.toolrack.mcp.Verified;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A verification for programs: definitions of tools as they were sent, all in ASCII. */
final class VerificationJson {
  private static final JsonFactory JSON = new JsonFactory();

  private VerificationJson() {}

  /** Writes the members of the one object. */
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }

  static void print(PrintWriter out, Verified verified, ToolSet tools) {
    ServerFacts server = verified.server();
    print(
        out,
        json -> {
          json.writeBooleanField("verified", true);
          json.writeObjectFieldStart("server");
          json.writeStringField("name", server.name());
          json.writeStringField("version", server.version());
          json.writeEndObject();
          json.writeStringField("era", Words.small(server.era()));
          json.writeStringField("protocolVersion", server.protocolVersion());
          json.writeStringField("transport", server.transport().wireName());
          authentication(json, verified.authentication());
          json.writeNumberField("freshMillis", verified.fresh().toMillis());
          json.writeStringField("digest", tools.digest());
          tools(json, tools);
        });
  }

  static void print(PrintWriter out, Failed failed) {
    print(
        out,
        json -> {
          json.writeBooleanField("verified", false);
          json.writeStringField("reason", Words.reason(failed.reason()));
          json.writeStringField("message", failed.reason().message());
          authentication(json, failed.authentication());
        });
  }

  private static void print(PrintWriter out, Members members) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.setPrettyPrinter(new DefaultPrettyPrinter());
      json.configure(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature(), true);
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to memory", e);
    }
    out.println(text);
    out.flush();
  }

  private static void tools(JsonGenerator json, ToolSet tools) throws IOException {
    json.writeArrayFieldStart("tools");
    for (ToolDefinition tool : tools.tools()) {
      json.writeStartObject();
      tool(json, tool);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rejected");
    for (ToolReading.Rejected tool : tools.rejected()) {
      json.writeStartObject();
      tool(json, tool);
      json.writeStringField("reason", tool.reason().text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void tool(JsonGenerator json, ToolReading tool) throws IOException {
    json.writeStringField("name", tool.name());
    json.writeStringField("digest", tool.digest());
    json.writeFieldName("definition");
    json.writeRawValue(Words.ascii(tool.raw()));
  }

  private static void authentication(JsonGenerator json, Optional<Authentication> found)
      throws IOException {
    if (found.isEmpty()) {
      json.writeNullField("authentication");
      return;
    }
    json.writeObjectFieldStart("authentication");
    json.writeStringField("scheme", Words.small(found.get().scheme()));
    if (found.get().authorizationServer().isPresent()) {
      json.writeStringField("authorizationServer", found.get().authorizationServer().get());
    }
    json.writeArrayFieldStart("scopes");
    for (String scope : found.get().scopes()) {
      json.writeString(scope);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
