package dev.toolrack.operator.shell.connect;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Somebody whom the API server knows, with everything that it decides about their rights by.
 *
 * @param name of the user
 * @param uid may be empty
 * @param groups they are in
 * @param extra whatever else is known of them
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record KubernetesUser(
    String name, String uid, List<String> groups, Map<String, List<String>> extra) {
  KubernetesUser {
    name = Objects.requireNonNullElse(name, "");
    uid = Objects.requireNonNullElse(uid, "");
    groups = groups == null ? List.of() : List.copyOf(groups);
    extra = extra == null ? Map.of() : Map.copyOf(extra);
  }
}
