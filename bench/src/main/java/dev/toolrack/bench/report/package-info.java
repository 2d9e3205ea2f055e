/** Measured values as tables to read and as JSON to compare. */
@NullMarked
package dev.toolrack.bench.report;

import org.jspecify.annotations.NullMarked;
