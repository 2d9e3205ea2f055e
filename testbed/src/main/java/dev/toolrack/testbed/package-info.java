@NullMarked
package dev.toolrack.testbed;

import org.jspecify.annotations.NullMarked;
