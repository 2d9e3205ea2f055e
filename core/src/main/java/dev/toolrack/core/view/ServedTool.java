package dev.toolrack.core.view;

import dev.toolrack.core.policy.Verdict;

/**
 * One tool of a verified server, with what connector and integration decided about it.
 *
 * @param name the server's own name for it
 * @param title cleaned, for people; empty where the server gives none
 * @param digest of its definition
 * @param bytes of its definition in RFC 8785 form
 * @param verdict after connector and integration
 */
public record ServedTool(String name, String title, String digest, int bytes, Verdict verdict) {}
