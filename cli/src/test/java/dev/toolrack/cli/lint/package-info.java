@NullMarked
package dev.toolrack.cli.lint;

import org.jspecify.annotations.NullMarked;
