/** What a look at another object found. */
@NullMarked
package dev.toolrack.core.lookup;

import org.jspecify.annotations.NullMarked;
