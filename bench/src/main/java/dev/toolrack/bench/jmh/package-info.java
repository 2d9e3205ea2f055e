/** What one decision costs, without any cluster; run with {@code bench/jmh}. */
@NullMarked
package dev.toolrack.bench.jmh;

import org.jspecify.annotations.NullMarked;
