package dev.toolrack.bench.bed;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tools as servers list them: names of two words, a sentence each, three arguments. */
final class ToolList {
  private static final List<String> VERBS =
      List.of("get", "create", "list", "search", "update", "delete", "comment_on", "summarise");
  private static final List<String> NOUNS =
      List.of(
          "issue", "pull_request", "page", "invoice", "customer", "ticket", "event", "document");

  /** As many different names there are. */
  static final int MOST = VERBS.size() * NOUNS.size();

  /** Every server has it, whatever its number of tools. */
  static final String FIRST = name(0);

  private ToolList() {}

  /** So many tools as a JSON array. */
  static String json(int tools) {
    return IntStream.range(0, tools)
        .mapToObj(ToolList::tool)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String name(int number) {
    return VERBS.get(number % VERBS.size()) + "_" + NOUNS.get(number / VERBS.size());
  }

  private static String tool(int number) {
    String name = name(number);
    String words = name.replace('_', ' ');
    return """
    {"name":"%1$s","title":"%2$s",
     "description":"Use this to %2$s. Answers with what was found, newest first, fifty at a time.",
     "inputSchema":{"type":"object","required":["id"],"properties":{
       "id":{"type":"string","description":"Which one"},
       "fields":{"type":"array","items":{"type":"string"},"description":"What to return"},
       "limit":{"type":"integer","minimum":1,"maximum":50,"default":20}}}}\
    """
        .formatted(name, words);
  }
}
