/** In which order work is done when there is more of it than hands. */
@NullMarked
package dev.toolrack.operator.shell.work;

import org.jspecify.annotations.NullMarked;
