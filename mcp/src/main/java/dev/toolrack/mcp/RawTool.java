package dev.toolrack.mcp;

/**
 * One tool object exactly as the server sent it: the JSON text between and including its braces.
 * The text is well-formed JSON in valid UTF-8, nothing more: it may repeat keys, lack a name or be
 * of any size up to the limit of the answer. It was cut out unread so that its digest covers what
 * was really sent.
 *
 * @param json the text
 */
public record RawTool(String json) {
  /** Shows the length only: a definition is the server's text and does not belong into logs. */
  @Override
  public String toString() {
    return "RawTool[" + json.length() + " chars]";
  }
}
