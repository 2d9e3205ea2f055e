/** {@code kubectl toolrack lint}: what the cluster would say of files, without one. */
@NullMarked
package dev.toolrack.cli.lint;

import org.jspecify.annotations.NullMarked;
