@NullMarked
package dev.toolrack.cli.registry;

import org.jspecify.annotations.NullMarked;
