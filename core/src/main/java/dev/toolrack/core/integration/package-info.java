/** Decides about one integration. */
@NullMarked
package dev.toolrack.core.integration;

import org.jspecify.annotations.NullMarked;
