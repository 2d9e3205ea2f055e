@NullMarked
package dev.toolrack.testbed.mcp;

import org.jspecify.annotations.NullMarked;
