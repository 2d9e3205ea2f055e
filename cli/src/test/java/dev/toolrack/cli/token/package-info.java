@NullMarked
package dev.toolrack.cli.token;

import org.jspecify.annotations.NullMarked;
