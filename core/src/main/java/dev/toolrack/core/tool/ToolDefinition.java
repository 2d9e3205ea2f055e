package dev.toolrack.core.tool;

import dev.toolrack.core.policy.ToolTraits;
import org.jspecify.annotations.Nullable;

/**
 * A tool as its server defines it.
 *
 * @param name 1-128 of {@code [A-Za-z0-9_.-]}
 * @param title cleaned, at most 128 code points; {@code null} = none worth showing
 * @param digest {@code sha256:<hex>} of the RFC 8785 form of the whole object
 * @param bytes length of that form in UTF-8
 * @param raw the text as sent
 * @param traits what policy needs to know; within a {@link ToolSet} look there, for a set also
 *     knows which names look alike
 */
public record ToolDefinition(
    String name, @Nullable String title, String digest, int bytes, String raw, ToolTraits traits)
    implements ToolReading {}
