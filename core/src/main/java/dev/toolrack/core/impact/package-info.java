/**
 * Predicts what a change of declarations would do: both clusters are decided about by the resolvers
 * of the operator, and the results compared.
 */
@NullMarked
package dev.toolrack.core.impact;

import org.jspecify.annotations.NullMarked;
