/** The reconcilers and what wires them to the world. */
@NullMarked
package dev.toolrack.operator.shell;

import org.jspecify.annotations.NullMarked;
