package dev.toolrack.cli.lint;

/** JSON pointers (RFC 6901), and how Kubernetes writes the same place. */
final class Pointers {
  private Pointers() {}

  /** The pointer of a field. */
  static String field(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** The pointer of a list's item. */
  static String item(String parent, int index) {
    return parent + "/" + index;
  }

  /** As Kubernetes writes it, such as {@code spec.servers[1].alias}. */
  static String path(String pointer) {
    StringBuilder path = new StringBuilder();
    for (String part : pointer.split("/", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      if (part.chars().allMatch(Character::isDigit)) {
        path.append('[').append(part).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(part.replace("~1", "/").replace("~0", "~"));
      }
    }
    return path.toString();
  }
}
