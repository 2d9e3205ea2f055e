@NullMarked
package dev.toolrack.core;

import org.jspecify.annotations.NullMarked;
