package dev.toolrack.core.policy;

import dev.toolrack.crds.AccessClass;
import org.jspecify.annotations.Nullable;

/**
 * What a rule is matched against.
 *
 * @param tool the server's own name of the tool
 * @param access the class that the asking list may see
 * @param alias the server's name; {@code null} where rules cannot name servers
 */
record Subject(String tool, AccessClass access, @Nullable String alias) {}
