package dev.toolrack.mcp;

/**
 * There is no list of tools.
 *
 * @param reason why; nothing else of what the server said is kept
 */
public record Failed(FailureReason reason) implements Verification {}
