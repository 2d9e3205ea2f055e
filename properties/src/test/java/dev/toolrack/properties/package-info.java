/**
 * What must hold in every cluster, tried on random ones, and whether the code decides as an
 * independent reading of the rules does.
 */
@NullMarked
package dev.toolrack.properties;

import org.jspecify.annotations.NullMarked;
