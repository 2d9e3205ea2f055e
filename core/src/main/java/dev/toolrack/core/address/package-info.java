/** Where requests go and what they carry: templates, headers, a credential's consent. */
@NullMarked
package dev.toolrack.core.address;

import org.jspecify.annotations.NullMarked;
