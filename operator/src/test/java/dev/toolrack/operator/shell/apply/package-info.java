/** What writes, and what it compares with, tested without a world. */
@NullMarked
package dev.toolrack.operator.shell.apply;

import org.jspecify.annotations.NullMarked;
