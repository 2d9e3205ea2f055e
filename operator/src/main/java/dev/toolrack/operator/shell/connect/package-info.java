/** The page on which people log integrations in with a browser and without kubectl. */
@NullMarked
package dev.toolrack.operator.shell.connect;

import org.jspecify.annotations.NullMarked;
