@NullMarked
package dev.toolrack.operator.shell.apply;

import org.jspecify.annotations.NullMarked;
