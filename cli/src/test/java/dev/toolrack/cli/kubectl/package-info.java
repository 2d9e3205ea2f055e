@NullMarked
package dev.toolrack.cli.kubectl;

import org.jspecify.annotations.NullMarked;
