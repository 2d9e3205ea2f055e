/** The persisted form of an integration's effective view. */
@NullMarked
package dev.toolrack.core.catalog;

import org.jspecify.annotations.NullMarked;
