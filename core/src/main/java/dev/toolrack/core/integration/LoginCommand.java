package dev.toolrack.core.integration;

/** How somebody logs in for an integration. */
final class LoginCommand {

  private LoginCommand() {}

  /**
   * The command, and the page where there is one.
   *
   * @param options further ones, each with a space before it
   */
  static String of(IntegrationSnapshot snapshot, String options) {
    String name = snapshot.ref().name();
    String namespace = snapshot.ref().namespace();
    return "kubectl toolrack connect %s -n %s%s%s"
        .formatted(
            name,
            namespace,
            options,
            snapshot
                .connectPage()
                .map(page -> ", or %s/connect/%s/%s".formatted(page, namespace, name))
                .orElse(""));
  }
}
