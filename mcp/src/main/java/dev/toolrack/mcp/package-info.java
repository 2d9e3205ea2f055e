/**
 * The MCP client side: verify a server and list its tools. Knows nothing of Kubernetes.
 *
 * <p>{@link dev.toolrack.mcp.ServerVerifier} is the way in. Everything a server says is data: what
 * leaves this package is a closed {@link dev.toolrack.mcp.FailureReason}, a cleaned name and
 * version, or the untouched text of a tool object, which the caller must judge.
 */
@NullMarked
package dev.toolrack.mcp;

import org.jspecify.annotations.NullMarked;
