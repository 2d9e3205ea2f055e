/**
 * The admission policies that Toolrack relies on: which there are, whether they are in force, and
 * how one notices.
 */
@NullMarked
package dev.toolrack.operator.shell.walls;

import org.jspecify.annotations.NullMarked;
