/** Decides about one connector. */
@NullMarked
package dev.toolrack.core.connector;

import org.jspecify.annotations.NullMarked;
