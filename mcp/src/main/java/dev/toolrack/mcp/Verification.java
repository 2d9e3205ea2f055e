package dev.toolrack.mcp;

/** The outcome of one verification. */
public sealed interface Verification permits Verified, Failed {}
