/** Pure arithmetic on measured values. */
@NullMarked
package dev.toolrack.bench.stat;

import org.jspecify.annotations.NullMarked;
