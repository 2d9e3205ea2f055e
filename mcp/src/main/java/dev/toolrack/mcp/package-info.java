@NullMarked
package dev.toolrack.mcp;

import org.jspecify.annotations.NullMarked;
