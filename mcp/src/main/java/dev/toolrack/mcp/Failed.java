package dev.toolrack.mcp;

import java.util.Optional;

/**
 * There is no list of tools.
 *
 * @param reason why
 * @param authentication how the server wants callers to authenticate; empty if it did not say
 */
public record Failed(FailureReason reason, Optional<Authentication> authentication)
    implements Verification {}
