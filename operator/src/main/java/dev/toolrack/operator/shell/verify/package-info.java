/** When servers are asked, and what they answered last. */
@NullMarked
package dev.toolrack.operator.shell.verify;

import org.jspecify.annotations.NullMarked;
