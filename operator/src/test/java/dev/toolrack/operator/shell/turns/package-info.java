@NullMarked
package dev.toolrack.operator.shell.turns;

import org.jspecify.annotations.NullMarked;
