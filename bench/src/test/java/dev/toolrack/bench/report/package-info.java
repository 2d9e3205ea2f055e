/** Tests of tables and files. */
@NullMarked
package dev.toolrack.bench.report;

import org.jspecify.annotations.NullMarked;
