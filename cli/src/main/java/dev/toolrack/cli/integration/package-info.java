/** Commands about one integration in a cluster: test, diff, approve. */
@NullMarked
package dev.toolrack.cli.integration;

import org.jspecify.annotations.NullMarked;
