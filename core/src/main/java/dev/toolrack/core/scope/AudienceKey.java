package dev.toolrack.core.scope;

/**
 * Joins providing and receiving namespaces in an index: a namespace files what it holds under the
 * one key of {@link NamespaceScope#audience}; what may reach an agent is filed under the keys of
 * {@link NamespaceScope#candidates}. Equal keys are necessary for a reach, not sufficient.
 */
public sealed interface AudienceKey {

  /** What reaches only its own namespace. */
  record Namespace(String name) implements AudienceKey {
    @Override
    public String toString() {
      return "namespace:" + name;
    }
  }

  /** What reaches the places that a path covers. */
  record Path(ScopePath path) implements AudienceKey {
    @Override
    public String toString() {
      return "path:" + path;
    }
  }

  /** What reaches every labelled namespace. */
  record Cluster() implements AudienceKey {
    @Override
    public String toString() {
      return "cluster";
    }
  }
}
