/** MCP clients that nobody here wrote, and what they make of the files that agents get. */
@org.jspecify.annotations.NullMarked
package dev.toolrack.testbed.clients;
