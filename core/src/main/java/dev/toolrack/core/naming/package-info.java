/** Names that the outside sees: aliases, tool names, credential keys, durations. */
@NullMarked
package dev.toolrack.core.naming;

import org.jspecify.annotations.NullMarked;
