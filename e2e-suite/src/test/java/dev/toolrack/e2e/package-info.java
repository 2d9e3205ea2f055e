/**
 * What only a node shows: the chart installs the operator's own image, and pods get their agent's
 * files and call tools. Nothing here knows the operator's code.
 */
@NullMarked
package dev.toolrack.e2e;

import org.jspecify.annotations.NullMarked;
