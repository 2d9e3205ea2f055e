/**
 * Reads caches and, where they are silent, the API; makes the snapshots that decisions are made
 * from.
 */
@NullMarked
package dev.toolrack.operator.shell.gather;

import org.jspecify.annotations.NullMarked;
