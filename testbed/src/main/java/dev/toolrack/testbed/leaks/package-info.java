/** Looks for secrets in everything that is no Secret, whatever a test is about. */
@NullMarked
package dev.toolrack.testbed.leaks;

import org.jspecify.annotations.NullMarked;
