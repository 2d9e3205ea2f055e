/** {@code kubectl toolrack}: its frame, which every command stands in. */
@NullMarked
package dev.toolrack.cli.kubectl;

import org.jspecify.annotations.NullMarked;
