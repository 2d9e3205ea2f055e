package dev.toolrack.core.policy;

import dev.toolrack.core.policy.ToolCorpus.Source;
import dev.toolrack.core.policy.ToolCorpus.Tool;
import dev.toolrack.crds.AccessClass;
import java.util.List;
import java.util.Locale;

/** What {@code Verbs/v1} makes of the corpus, as the tables of docs/tool-corpus.md. */
final class ToolCorpusFigures {
  private final List<Tool> tools;

  ToolCorpusFigures(List<Tool> tools) {
    this.tools = tools;
  }

  /** Both tables and the sentences around them, in Markdown. */
  String text() {
    return tools.size()
        + " tools out of "
        + ToolCorpus.sources().stream().map(Source::repository).distinct().count()
        + " repositories.\n\n"
        + "| class | tools | share | of them only read | of them write |\n|---|---|---|---|---|\n"
        + row(AccessClass.READ)
        + row(AccessClass.WRITE)
        + row(AccessClass.UNKNOWN)
        + '\n'
        + needless();
  }

  private String row(AccessClass access) {
    long reading = count(access, AccessClass.READ);
    long writing = count(access, AccessClass.WRITE);
    long all = reading + writing;
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %d | %d |\n",
        name(access),
        all,
        share(all, tools.size()),
        reading,
        writing);
  }

  private String needless() {
    List<Tool> readers = tools.stream().filter(tool -> tool.truth() == AccessClass.READ).toList();
    List<Tool> asking =
        readers.stream().filter(tool -> tool.finding().access() != AccessClass.READ).toList();
    StringBuilder text = new StringBuilder(512);
    text.append(
        String.format(
            Locale.ROOT,
            "Needless approvals under `seed: Verbs`: %d of the %d tools that only read (%s).\n\n",
            asking.size(),
            readers.size(),
            share(asking.size(), readers.size())));
    text.append("| why they ask | tools |\n|---|---|\n");
    for (Cause cause : Cause.values()) {
      long number = asking.stream().filter(tool -> cause(tool) == cause).count();
      text.append("| ").append(cause.words).append(" | ").append(number).append(" |\n");
    }
    return text.toString();
  }

  /** Why a tool that only reads is not Read. */
  private enum Cause {
    LATE("a Read verb stands in the name, but not first (`jira_get_issue`)"),
    NONE("no verb of the table stands in the name (`git_status`)"),
    DESCRIBED("the first table verb of the description is a Write verb (`read_query`)"),
    NAMED("a Write verb stands in the name (`get_status_page_post`)");

    private final String words;

    Cause(String words) {
      this.words = words;
    }
  }

  private static Cause cause(Tool tool) {
    if (Verbs.ofName(tool.name()).access() == AccessClass.WRITE) {
      return Cause.NAMED;
    }
    if (Verbs.writeVerbOf(tool.description()) != null) {
      return Cause.DESCRIBED;
    }
    boolean reads =
        Verbs.split(tool.name()).stream()
            .anyMatch(word -> Verbs.ofName(word).access() == AccessClass.READ);
    return reads ? Cause.LATE : Cause.NONE;
  }

  private long count(AccessClass access, AccessClass truth) {
    return tools.stream()
        .filter(tool -> tool.finding().access() == access && tool.truth() == truth)
        .count();
  }

  private static String name(AccessClass access) {
    String name = access.name();
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String share(long part, long whole) {
    return Math.round(100.0 * part / whole) + " %";
  }
}
