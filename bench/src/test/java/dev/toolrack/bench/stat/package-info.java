/** Tests of the arithmetic. */
@NullMarked
package dev.toolrack.bench.stat;

import org.jspecify.annotations.NullMarked;
