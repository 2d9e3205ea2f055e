package dev.toolrack.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tree says of a JSON-RPC message, read without regard to memory and to where things stand.
 * Tools have no text, but there are as many.
 */
final class PlainAnswer {
  private static final RawTool SOME_TOOL = new RawTool("{}");
  private static final int MAX_LIST = 64;

  /** It is not what it has to be. */
  private static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private PlainAnswer() {}

  /** The answer; empty if it is malformed. */
  static Optional<RpcAnswer> of(JsonNode message) {
    try {
      return Optional.of(read(message));
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  static RpcResult withoutTexts(RpcResult result) {
    List<RawTool> tools = result.tools();
    return new RpcResult(
        result.supportedVersions(),
        result.protocolVersion(),
        result.resultType(),
        result.nextCursor(),
        result.ttlMs(),
        result.declaresTools(),
        result.serverName(),
        result.serverVersion(),
        tools == null ? null : tools.stream().map(tool -> SOME_TOOL).toList());
  }

  private static RpcAnswer read(JsonNode message) {
    require("2.0".equals(message.path("jsonrpc").textValue()));
    JsonNode error = message.path("error");
    JsonNode result = message.path("result");
    require(error.isMissingNode() || error.isObject());
    require(result.isMissingNode() || result.isObject());
    List<String> supported = texts(error.path("data").path("supported"));
    RpcResult fields = result.isObject() ? result(result) : null;
    if (message.has("method")) {
      return new RpcAnswer.Other();
    }
    Long id = integer(message.path("id"));
    if (fields != null) {
      require(error.isMissingNode());
      return new RpcAnswer.Success(present(id), fields);
    }
    require(error.path("code").isIntegralNumber() && error.path("code").canConvertToInt());
    int code = error.path("code").intValue();
    return new RpcAnswer.Problem(id, code, supported == null ? List.of() : supported);
  }

  private static RpcResult result(JsonNode result) {
    JsonNode tools = result.path("tools");
    require(tools.isMissingNode() || tools.isArray());
    tools.forEach(tool -> require(tool.isObject()));
    return new RpcResult(
        texts(result.path("supportedVersions")),
        text(result.path("protocolVersion")),
        text(result.path("resultType")),
        text(result.path("nextCursor")),
        integer(result.path("ttlMs")),
        result.path("capabilities").has("tools"),
        shown(result, "name"),
        shown(result, "version"),
        tools.isMissingNode() ? null : tools.valueStream().map(tool -> SOME_TOOL).toList());
  }

  /** Of a server that introduces itself twice, what it says last. */
  private static String shown(JsonNode result, String name) {
    return result
        .propertyStream()
        .flatMap(member ->
            switch (member.getKey()) {
              case "serverInfo" -> Stream.of(member.getValue());
              case "_meta" ->
                  Stream.of(member.getValue().path("io.modelcontextprotocol/serverInfo"));
              default -> Stream.<JsonNode>empty();
            })
        .filter(info -> info.has(name))
        .map(info -> Objects.requireNonNullElse(info.path(name).textValue(), ""))
        .reduce("", (before, after) -> after);
  }

  private static @Nullable String text(JsonNode node) {
    require(node.isMissingNode() || node.isNull() || node.isTextual());
    return node.textValue();
  }

  private static @Nullable List<String> texts(JsonNode node) {
    if (node.isMissingNode()) {
      return null;
    }
    require(node.isArray() && node.size() <= MAX_LIST);
    node.forEach(text -> require(text.isTextual()));
    return node.valueStream().map(JsonNode::textValue).toList();
  }

  private static @Nullable Long integer(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.longValue() : null;
  }

  private static <T> T present(@Nullable T value) {
    if (value == null) {
      throw new Malformed();
    }
    return value;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Malformed();
    }
  }
}
