/**
 * Access tokens for {@code mcp verify} and {@code mcp call}: what the options ask for, logins with
 * a browser, and asking a server again with the token that it wanted.
 */
@NullMarked
package dev.toolrack.cli.token;

import org.jspecify.annotations.NullMarked;
