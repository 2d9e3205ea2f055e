/** What an integration offers agents: the one thing that bindings read of it besides its spec. */
@NullMarked
package dev.toolrack.core.view;

import org.jspecify.annotations.NullMarked;
