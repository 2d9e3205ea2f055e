/**
 * Calls a tool of a server that was verified: for people who want to know whether it works with
 * their credential, and for the conformance suite. The operator calls no tools and does not use
 * this package.
 */
@NullMarked
package dev.toolrack.mcp.call;

import org.jspecify.annotations.NullMarked;
