@NullMarked
package dev.toolrack.crds;

import org.jspecify.annotations.NullMarked;
