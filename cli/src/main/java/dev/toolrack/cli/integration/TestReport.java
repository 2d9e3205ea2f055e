package dev.toolrack.cli.integration;

import dev.toolrack.cli.kubectl.Colour;
import dev.toolrack.cli.kubectl.Report;
import dev.toolrack.cli.kubectl.Screen;
import dev.toolrack.core.tool.CleanText;
import dev.toolrack.crds.IntegrationState;
import dev.toolrack.crds.McpIntegrationStatus.LastTest;

/**
 * How a test ended.
 *
 * @param integration namespace and name
 * @param nonce by which the answer was known
 * @param result the state that it led to
 * @param message what was found and, if something is wrong, the remedy
 */
record TestReport(String integration, String nonce, String result, String message)
    implements Report {
  static TestReport of(String integration, LastTest answer) {
    return new TestReport(
        integration, answer.nonce(), answer.result().wire(), CleanText.of(answer.message(), 2048));
  }

  @Override
  public void print(Screen screen) {
    boolean good = result.equals(IntegrationState.CONNECTED.wire());
    screen.line(integration + ": " + screen.paint(good ? Colour.GREEN : Colour.RED, result));
    screen.line(message);
  }
}
