@NullMarked
package dev.toolrack.operator.shell.work;

import org.jspecify.annotations.NullMarked;
