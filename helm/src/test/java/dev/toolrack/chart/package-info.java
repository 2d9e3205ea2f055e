/** Tests of the chart. */
@NullMarked
package dev.toolrack.chart;

import org.jspecify.annotations.NullMarked;
