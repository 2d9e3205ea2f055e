package dev.toolrack.core.tool;

import dev.toolrack.core.naming.Sha256;
import dev.toolrack.core.policy.ToolTraits;
import dev.toolrack.core.policy.Verbs;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What came of reading one raw tool object. */
public sealed interface ToolReading permits ToolDefinition, ToolReading.Rejected {

  /** The name as sent; {@code null} where there is none that can be written. */
  @Nullable String name();

  /** {@code sha256:<hex>}. */
  String digest();

  /** The text as sent. */
  String raw();

  /**
   * A tool that is left out and reported.
   *
   * @param digest of the canonical form; where there is none, or the text as sent is too large to
   *     be worth making one, of the text as sent, so that every change of an invalid tool is a
   *     change of its set too
   */
  record Rejected(@Nullable String name, String digest, String raw, Rejection reason)
      implements ToolReading {

    /** For people: the name as far as it may be shown, and what is wrong. */
    public String message() {
      String shown = name == null ? "" : CleanText.of(name, 128);
      return (shown.isEmpty() ? "a tool without a usable name" : "tool " + shown)
          + " "
          + reason.text();
    }
  }

  /** The largest definition, in UTF-8 bytes. */
  int MAX_BYTES = 64 * 1024;

  /** What a name looks like. */
  Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,128}");

  /**
   * Reads one tool (resolution.md, Definitions and drift).
   *
   * @param raw the object's JSON text as the server sent it, byte for byte
   */
  static ToolReading of(String raw) {
    byte[] sent = raw.getBytes(StandardCharsets.UTF_8);
    if (sent.length > MAX_BYTES) {
      return tooLarge(raw, sent);
    }
    RawTool tool = RawTool.read(raw);
    Optional<byte[]> form =
        tool.faults().stream().allMatch(Rejection::leavesCanonicalForm)
            ? CanonicalJson.of(raw)
            : Optional.empty();
    Rejection reason = reason(raw, tool, form);
    String digest = Sha256.digest(form.orElse(sent));
    String name = tool.name();
    if (reason != null || name == null) {
      return new Rejected(name, digest, raw, reason == null ? Rejection.BAD_NAME : reason);
    }
    return new ToolDefinition(
        name, title(tool), digest, form.orElse(sent).length, raw, traits(name, tool));
  }

  /** Neither compared nor put into canonical form: both cost many times the text's length. */
  private static ToolReading tooLarge(String raw, byte[] sent) {
    RawTool tool = RawTool.readName(raw);
    Rejection reason =
        tool.faults().contains(Rejection.NOT_JSON) ? Rejection.NOT_JSON : Rejection.TOO_LARGE;
    return new Rejected(tool.name(), Sha256.digest(sent), raw, reason);
  }

  private static @Nullable Rejection reason(String raw, RawTool tool, Optional<byte[]> form) {
    if (!tool.faults().isEmpty()) {
      return tool.faults().iterator().next();
    }
    if (form.isEmpty()) {
      return Rejection.NOT_JSON;
    }
    if (form.get().length > MAX_BYTES) {
      return Rejection.TOO_LARGE;
    }
    String name = tool.name();
    if (name == null || !NAME.matcher(name).matches()) {
      return Rejection.BAD_NAME;
    }
    if (!tool.hasInputSchema()) {
      return Rejection.NO_INPUT_SCHEMA;
    }
    return HeaderAnnotations.allowed(raw) ? null : Rejection.BAD_HEADER_ANNOTATION;
  }

  private static @Nullable String title(RawTool tool) {
    String own = tool.text("title");
    String title = own == null ? tool.text("annotations.title") : own;
    String clean = title == null ? "" : CleanText.of(title, 128);
    return clean.isEmpty() ? null : clean;
  }

  private static ToolTraits traits(String name, RawTool tool) {
    return new ToolTraits(
        name,
        Verbs.writeVerbOf(tool.text("description")),
        tool.bool("annotations.readOnlyHint"),
        tool.bool("annotations.destructiveHint"),
        null);
  }
}
