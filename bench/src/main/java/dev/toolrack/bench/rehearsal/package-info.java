/** What the operator's JVM is shown before its class cache is made. */
@NullMarked
package dev.toolrack.bench.rehearsal;

import org.jspecify.annotations.NullMarked;
