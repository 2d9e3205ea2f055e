@NullMarked
package dev.toolrack.operator.shell.settings;

import org.jspecify.annotations.NullMarked;
