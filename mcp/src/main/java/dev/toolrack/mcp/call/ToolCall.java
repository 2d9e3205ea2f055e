package dev.toolrack.mcp.call;

import dev.toolrack.mcp.RawTool;
import java.util.Optional;

/**
 * One call to make.
 *
 * @param name the tool's name
 * @param tool its definition, from the verification
 * @param arguments the arguments, an object as JSON text
 * @param accept the content, an object as JSON text, with which the user accepts whatever the tool
 *     asks for (elicitation); empty = the server is told that nobody can be asked
 */
public record ToolCall(String name, RawTool tool, String arguments, Optional<String> accept) {
  /**
   * Checks the JSON.
   *
   * @throws IllegalArgumentException if arguments or content are no JSON object; shows neither
   */
  public ToolCall {
    if (!JsonObjects.isObject(arguments) || !accept.map(JsonObjects::isObject).orElse(true)) {
      throw new IllegalArgumentException("not a JSON object");
    }
  }

  /** Shows the name only: arguments may be secrets. */
  @Override
  public String toString() {
    return "ToolCall[" + name + "]";
  }
}
