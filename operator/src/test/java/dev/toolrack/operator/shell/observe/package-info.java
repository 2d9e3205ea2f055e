@NullMarked
package dev.toolrack.operator.shell.observe;

import org.jspecify.annotations.NullMarked;
