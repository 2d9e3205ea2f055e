/**
 * The client side of OAuth 2.1 as MCP wants it: finds out what an authorization server offers, gets
 * tokens, leads people through a login, registers, revokes. Keeps no token and no secret.
 */
@NullMarked
package dev.toolrack.mcp.oauth;

import org.jspecify.annotations.NullMarked;
