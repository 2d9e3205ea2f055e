@NullMarked
package dev.toolrack.operator.shell.token;

import org.jspecify.annotations.NullMarked;
