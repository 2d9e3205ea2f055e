/** What servers say about credentials, read from what they send. Decides nothing, sends nothing. */
@NullMarked
package dev.toolrack.mcp.auth;

import org.jspecify.annotations.NullMarked;
