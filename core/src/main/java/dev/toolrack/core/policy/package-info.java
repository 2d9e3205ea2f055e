/**
 * What a tool is allowed: access classes, rules and verdicts (resolution.md, What a tool is
 * allowed).
 */
@NullMarked
package dev.toolrack.core.policy;

import org.jspecify.annotations.NullMarked;
