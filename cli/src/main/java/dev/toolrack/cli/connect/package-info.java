/** {@code kubectl toolrack connect} and {@code disconnect}: logins on a person's own machine. */
@NullMarked
package dev.toolrack.cli.connect;

import org.jspecify.annotations.NullMarked;
