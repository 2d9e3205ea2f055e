package dev.toolrack.core.cluster;

import dev.toolrack.core.integration.Destinations;
import dev.toolrack.core.scope.CrossNamespace;
import java.time.Instant;
import java.util.function.Predicate;

/**
 * How the operator is set up, as far as that decides.
 *
 * @param cross whether the labels of namespaces are protected
 * @param integrationsPerNamespace how many are verified in one namespace
 * @param destinations which servers may be named
 * @param bundles whether a text is a bundle of certificates
 * @param now the time
 */
public record Circumstances(
    CrossNamespace cross,
    int integrationsPerNamespace,
    Destinations destinations,
    Predicate<String> bundles,
    Instant now) {}
