/** What a spec says that this version does not understand. */
@NullMarked
package dev.toolrack.core.spec;

import org.jspecify.annotations.NullMarked;
