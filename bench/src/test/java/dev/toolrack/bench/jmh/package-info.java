@NullMarked
package dev.toolrack.bench.jmh;

import org.jspecify.annotations.NullMarked;
