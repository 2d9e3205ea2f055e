/** {@code kubectl toolrack import}: a connector from the server.json of an MCP registry. */
@NullMarked
package dev.toolrack.cli.registry;

import org.jspecify.annotations.NullMarked;
