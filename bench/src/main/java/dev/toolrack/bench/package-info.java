/** Measurements of the operator as users run it: its jar, in a process of its own. */
@NullMarked
package dev.toolrack.bench;

import org.jspecify.annotations.NullMarked;
