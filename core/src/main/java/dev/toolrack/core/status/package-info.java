/** Reasons, findings, and the conditions that people and GitOps tools read. */
@NullMarked
package dev.toolrack.core.status;

import org.jspecify.annotations.NullMarked;
