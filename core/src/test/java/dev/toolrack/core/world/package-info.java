/** A whole cluster in memory, from YAML, for tests of decisions. */
@NullMarked
package dev.toolrack.core.world;

import org.jspecify.annotations.NullMarked;
