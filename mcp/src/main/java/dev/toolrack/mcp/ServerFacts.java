package dev.toolrack.mcp;

/**
 * What a server says it is. Name and version are its own words, made fit to be shown: control,
 * format, private, unpaired and unassigned characters and line separators removed, NFC, at most 128
 * characters.
 *
 * @param name cleaned name, empty if it gave none
 * @param version cleaned version, empty if it gave none
 * @param protocolVersion the revision both sides speak, one of those known here
 * @param era which way of MCP that revision belongs to
 * @param transport how it was reached
 */
public record ServerFacts(
    String name, String version, String protocolVersion, Era era, Transport transport) {}
