/**
 * Definitions as servers send them: strict reading, digests, sets (resolution.md, Definitions and
 * drift).
 */
@NullMarked
package dev.toolrack.core.tool;

import org.jspecify.annotations.NullMarked;
