/** How many servers one operator can keep verified, and what those that hang do to the others. */
@NullMarked
package dev.toolrack.bench.verifier;

import org.jspecify.annotations.NullMarked;
