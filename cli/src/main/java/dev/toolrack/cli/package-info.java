/** The verifier for people at a shell, and for the conformance suite. */
@NullMarked
package dev.toolrack.cli;

import org.jspecify.annotations.NullMarked;
