package dev.toolrack.core.integration;

/**
 * What decisions need to know of a ConfigMap with certificate authorities.
 *
 * @param labelled whether its owner agrees to its use
 * @param present whether the key is there
 * @param usable whether its value is certificates in PEM form, of at most 64 KiB
 * @param digest of the value, which changes with it
 */
public record BundleFacts(boolean labelled, boolean present, boolean usable, String digest) {}
