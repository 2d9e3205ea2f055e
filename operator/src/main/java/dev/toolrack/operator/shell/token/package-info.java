/** Obtains access tokens and keeps them fresh: when, from whom, and where they are kept. */
@NullMarked
package dev.toolrack.operator.shell.token;

import org.jspecify.annotations.NullMarked;
