/** The references between kinds, each declared once. */
@NullMarked
package dev.toolrack.operator.edge;

import org.jspecify.annotations.NullMarked;
