package dev.toolrack.cli.kubectl;

import dev.toolrack.cli.WrongUse;

/**
 * An object as people name it: {@code name}, or {@code namespace/name}.
 *
 * @param namespace where it is
 * @param name its name
 */
public record ObjectRef(String namespace, String name) {

  /** Reads what people wrote; without a namespace that of the cluster's options is meant. */
  public static ObjectRef parse(String text, Cluster cluster) {
    int slash = text.indexOf('/');
    ObjectRef ref =
        slash < 0
            ? new ObjectRef(cluster.namespace(), text)
            : new ObjectRef(text.substring(0, slash), text.substring(slash + 1));
    if (ref.namespace.isEmpty() || ref.name.isEmpty() || ref.name.contains("/")) {
      throw new WrongUse("\"" + text + "\" names no object; write NAME or NAMESPACE/NAME");
    }
    return ref;
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
