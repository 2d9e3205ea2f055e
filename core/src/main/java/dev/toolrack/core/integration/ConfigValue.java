package dev.toolrack.core.integration;

import java.util.Optional;

/**
 * What decisions need to know of one key of a ConfigMap.
 *
 * @param labelled whether the owner of the ConfigMap agrees to its use
 * @param value of the key, if it is there
 */
public record ConfigValue(boolean labelled, Optional<String> value) {}
