package dev.toolrack.core.integration;

/**
 * Certificate authorities that are trusted for a server instead of the platform's.
 *
 * @param configMap of the connector's namespace
 * @param key in it
 * @param digest of the value that was decided about
 */
public record TrustedBundle(String configMap, String key, String digest) {}
