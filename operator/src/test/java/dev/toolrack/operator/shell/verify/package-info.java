@NullMarked
package dev.toolrack.operator.shell.verify;

import org.jspecify.annotations.NullMarked;
