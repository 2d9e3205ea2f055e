/**
 * Those who are measured side by side: the operator, the floors, and whoever else implements a
 * lane.
 */
@NullMarked
package dev.toolrack.bench.lane;

import org.jspecify.annotations.NullMarked;
