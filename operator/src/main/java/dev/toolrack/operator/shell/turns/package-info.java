/** Whose turn it is to ask a server: limits that are fair, and chains of questions. */
@NullMarked
package dev.toolrack.operator.shell.turns;

import org.jspecify.annotations.NullMarked;
