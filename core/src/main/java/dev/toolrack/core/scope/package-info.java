/**
 * Where namespaces belong, whom they provide for, and whom an integration reaches (resolution.md,
 * Scope).
 */
@NullMarked
package dev.toolrack.core.scope;

import org.jspecify.annotations.NullMarked;
