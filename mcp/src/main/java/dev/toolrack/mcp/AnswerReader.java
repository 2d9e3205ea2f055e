package dev.toolrack.mcp;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one JSON-RPC message. Outside of tool objects it is strict; tool objects stay unread. */
final class AnswerReader {
  private static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";

  private final int maxTools;
  private boolean version2;
  private boolean hasMethod;
  private boolean hasError;
  private @Nullable Long id;
  private @Nullable Long code;
  private List<String> supported = List.of();
  private @Nullable ResultReader result;

  private AnswerReader(int maxTools) {
    this.maxTools = maxTools;
  }

  /**
   * Reads a message.
   *
   * @throws Stopped with MALFORMED_ANSWER, or with TOO_MANY_TOOLS as soon as there are too many
   */
  static RpcAnswer read(JsonFactory factory, byte[] message, int maxTools) throws Stopped {
    AnswerReader reader = new AnswerReader(maxTools);
    StrictJson.document(factory, message, reader::member);
    return reader.answer();
  }

  private void member(StrictJson json, String name) throws IOException, Stopped {
    switch (name) {
      case "jsonrpc" -> version2 = "2.0".equals(json.textOrEmpty());
      case "id" -> id = json.integer();
      case "method" -> {
        hasMethod = true;
        json.skip();
      }
      case "error" -> error(json);
      case "result" -> {
        ResultReader reader = new ResultReader(maxTools);
        json.object(member -> reader.member(json, member));
        result = reader;
      }
      default -> json.skip();
    }
  }

  private void error(StrictJson json) throws IOException, Stopped {
    hasError = true;
    json.object(name -> {
      if (name.equals("code")) {
        code = json.integer();
      } else if (name.equals("data") && json.isObject()) {
        json.object(member -> {
          if (member.equals("supported")) {
            supported = json.texts();
          } else {
            json.skip();
          }
        });
      } else {
        json.skip();
      }
    });
  }

  private RpcAnswer answer() throws Stopped {
    if (!version2) {
      throw StrictJson.malformed();
    }
    if (hasMethod) {
      return new RpcAnswer.Other();
    }
    if (hasError && result == null && code != null && code == code.intValue()) {
      return new RpcAnswer.Problem(id, code.intValue(), supported);
    }
    if (!hasError && result != null && id != null) {
      return new RpcAnswer.Success(id, result.result());
    }
    throw StrictJson.malformed();
  }

  /** The members of a result, in whatever order they come. */
  private static final class ResultReader {
    private final int maxTools;
    private @Nullable List<String> supportedVersions;
    private @Nullable String protocolVersion;
    private @Nullable String resultType;
    private @Nullable String nextCursor;
    private @Nullable Long ttlMs;
    private boolean declaresTools;
    private String serverName = "";
    private String serverVersion = "";
    private @Nullable List<RawTool> tools;

    ResultReader(int maxTools) {
      this.maxTools = maxTools;
    }

    void member(StrictJson json, String name) throws IOException, Stopped {
      switch (name) {
        case "supportedVersions" -> supportedVersions = json.texts();
        case "protocolVersion" -> protocolVersion = json.text();
        case "resultType" -> resultType = json.text();
        case "nextCursor" -> nextCursor = json.text();
        case "ttlMs" -> ttlMs = json.integer();
        case "tools" -> tools = tools(json);
        case "serverInfo" -> serverInfo(json);
        case "capabilities" ->
            objectOrSkip(
                json,
                member -> {
                  declaresTools |= member.equals("tools");
                  json.skip();
                });
        case "_meta" ->
            objectOrSkip(
                json,
                member -> {
                  if (member.equals(SERVER_INFO)) {
                    serverInfo(json);
                  } else {
                    json.skip();
                  }
                });
        default -> json.skip();
      }
    }

    private List<RawTool> tools(StrictJson json) throws IOException, Stopped {
      List<RawTool> found = new ArrayList<>();
      json.array(() -> {
        if (found.size() == maxTools) {
          throw new Stopped(FailureReason.TOO_MANY_TOOLS);
        }
        found.add(new RawTool(json.slice()));
      });
      return found;
    }

    private void serverInfo(StrictJson json) throws IOException, Stopped {
      objectOrSkip(
          json,
          member -> {
            switch (member) {
              case "name" -> serverName = json.textOrEmpty();
              case "version" -> serverVersion = json.textOrEmpty();
              default -> json.skip();
            }
          });
    }

    private static void objectOrSkip(StrictJson json, StrictJson.Member members)
        throws IOException, Stopped {
      if (json.isObject()) {
        json.object(members);
      } else {
        json.skip();
      }
    }

    RpcResult result() {
      return new RpcResult(
          supportedVersions,
          protocolVersion,
          resultType,
          nextCursor,
          ttlMs,
          declaresTools,
          serverName,
          serverVersion,
          tools);
    }
  }
}
