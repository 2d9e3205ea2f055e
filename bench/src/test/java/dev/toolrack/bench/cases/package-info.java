/** Tests of the command's options. */
@NullMarked
package dev.toolrack.bench.cases;

import org.jspecify.annotations.NullMarked;
