/** The only code that writes: outputs, status, events. */
@NullMarked
package dev.toolrack.operator.shell.apply;

import org.jspecify.annotations.NullMarked;
