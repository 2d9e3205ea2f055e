package dev.toolrack.mcp.oauth;

import dev.toolrack.mcp.JsonFields;

/**
 * Slack's own way to answer: marked by {@code "ok": true}, with types of its own ({@code user},
 * {@code bot}) for tokens that are sent as Bearer all the same, and with a person's token at the
 * top or in {@code authed_user}. Its MCP server takes those of people only, so a bot's is none
 * here, nor what comes beside one: which of the two was meant nobody could say.
 */
final class SlackTokens {
  private static final String PERSONS = "authed_user";

  private SlackTokens() {}

  /** Where in an answer the token stands: in it or, at Slack, in the part about the person. */
  static JsonFields place(JsonFields answer) {
    return isSlacks(answer) && !answer.has("access_token")
        ? answer.object(PERSONS).orElse(answer)
        : answer;
  }

  /** Whether an answer's token of this type is a person's at Slack, and sent as Bearer. */
  static boolean isPersons(JsonFields answer, String type) {
    return isSlacks(answer) && type.equals("user");
  }

  private static boolean isSlacks(JsonFields answer) {
    return answer.isTrue("ok");
  }
}
