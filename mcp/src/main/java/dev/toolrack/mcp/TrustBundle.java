package dev.toolrack.mcp;

/**
 * Certificate authorities of one's own, trusted instead of the platform's.
 *
 * @param pem one or more certificates in PEM form, at most 64 KiB
 */
public record TrustBundle(String pem) {}
