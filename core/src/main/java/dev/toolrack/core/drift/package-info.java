/**
 * What a changed listing means (resolution.md, Definitions and drift): when a change counts, which
 * definitions a person has approved, and how a change reads.
 */
@NullMarked
package dev.toolrack.core.drift;

import org.jspecify.annotations.NullMarked;
