/** Whole cases: what goes in and every byte that comes out, and the contracts of those bytes. */
@NullMarked
package dev.toolrack.core.golden;

import org.jspecify.annotations.NullMarked;
