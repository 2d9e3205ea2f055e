/** What reads the world, tested without one. */
@NullMarked
package dev.toolrack.operator.shell.gather;

import org.jspecify.annotations.NullMarked;
