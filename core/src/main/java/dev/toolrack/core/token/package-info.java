/** Access tokens that the operator obtains: what is to be asked for, and what is known of it. */
@NullMarked
package dev.toolrack.core.token;

import org.jspecify.annotations.NullMarked;
