/**
 * Answers "why": what was decided, told step by step. It reads the traces of the resolvers and
 * decides nothing itself.
 */
@NullMarked
package dev.toolrack.core.explain;

import org.jspecify.annotations.NullMarked;
