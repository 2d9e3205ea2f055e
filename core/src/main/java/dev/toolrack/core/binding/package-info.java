/** Decides which tools one agent gets. */
@NullMarked
package dev.toolrack.core.binding;

import org.jspecify.annotations.NullMarked;
