/**
 * A whole cluster as plain data, and what decisions take from it. The operator's caches give the
 * same: both are gathered by the same code.
 */
@NullMarked
package dev.toolrack.core.cluster;

import org.jspecify.annotations.NullMarked;
