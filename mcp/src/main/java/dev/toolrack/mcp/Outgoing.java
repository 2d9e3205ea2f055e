package dev.toolrack.mcp;

import java.util.Map;

/**
 * One JSON-RPC request as it goes out.
 *
 * @param id its id
 * @param body the JSON
 * @param headers the protocol's own headers, which must agree with the body
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Outgoing(long id, byte[] body, Map<String, String> headers) {}
