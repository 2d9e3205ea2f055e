package dev.toolrack.e2e;

import java.nio.file.Path;

/**
 * What {@code ./e2e} hands over; the cluster itself is the one in {@code KUBECONFIG}.
 *
 * @param root the root of the source tree
 * @param helm the Helm executable
 * @param operator the operator's image, which nodes have or can pull
 * @param next the same operator under the name of another version
 * @param testbed the image with the MCP server and the agents
 */
record Given(Path root, String helm, Image operator, Image next, Image testbed) {
  /** A name and a tag. */
  record Image(String repository, String tag) {
    static Image parse(String text) {
      int colon = text.lastIndexOf(':');
      if (colon < text.lastIndexOf('/') || colon < 0) {
        throw new IllegalArgumentException(text + " has no tag");
      }
      return new Image(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public String toString() {
      return repository + ":" + tag;
    }
  }

  static Given read() {
    return new Given(
        Path.of(System.getProperty("toolrack.root", "..")),
        variable("TOOLRACK_HELM"),
        Image.parse(variable("TOOLRACK_E2E_OPERATOR")),
        Image.parse(variable("TOOLRACK_E2E_NEXT")),
        Image.parse(variable("TOOLRACK_E2E_TESTBED")));
  }

  private static String variable(String name) {
    String value = System.getenv(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set; these tests are started by ./e2e");
    }
    return value;
  }
}
