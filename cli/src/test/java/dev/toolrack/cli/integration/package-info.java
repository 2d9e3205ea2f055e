@NullMarked
package dev.toolrack.cli.integration;

import org.jspecify.annotations.NullMarked;
