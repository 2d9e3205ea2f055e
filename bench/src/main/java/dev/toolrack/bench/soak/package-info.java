/** A million decisions in one process: whatever is not forgotten shows. */
@NullMarked
package dev.toolrack.bench.soak;

import org.jspecify.annotations.NullMarked;
