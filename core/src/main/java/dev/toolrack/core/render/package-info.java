/** The files that agents mount. */
@NullMarked
package dev.toolrack.core.render;

import org.jspecify.annotations.NullMarked;
