/** One measurement each, and the command that runs them. */
@NullMarked
package dev.toolrack.bench.cases;

import org.jspecify.annotations.NullMarked;
