@NullMarked
package dev.toolrack.testbed.junit;

import org.jspecify.annotations.NullMarked;
