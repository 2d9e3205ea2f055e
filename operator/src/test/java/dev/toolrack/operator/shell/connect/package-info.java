/** Tests of the connect page that need no cluster. */
@NullMarked
package dev.toolrack.operator.shell.connect;

import org.jspecify.annotations.NullMarked;
