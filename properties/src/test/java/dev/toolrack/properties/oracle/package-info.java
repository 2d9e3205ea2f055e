/**
 * A second opinion: the rules of docs/resolution.md once more, written from their text alone, as
 * plainly as can be and by other means than the code under test, which nothing here may use.
 */
@NullMarked
package dev.toolrack.properties.oracle;

import org.jspecify.annotations.NullMarked;
