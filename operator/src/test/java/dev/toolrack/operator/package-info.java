@NullMarked
package dev.toolrack.operator;

import org.jspecify.annotations.NullMarked;
