@NullMarked
package dev.toolrack.operator.shell.walls;

import org.jspecify.annotations.NullMarked;
