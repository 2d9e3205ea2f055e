package dev.toolrack.testbed.leaks;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class after which a secret stands somewhere that is no Secret.
 *
 * <p>Comes with {@link dev.toolrack.testbed.junit.KubernetesApi}, and with every test class of a
 * module that sets {@code junit.jupiter.extensions.autodetection.enabled}. Secrets are those that
 * an API server of the tests ever held and those that servers of the test bed handed out or were
 * given. They are looked for in all objects of those API servers, in what the process prints and
 * logs, and in what tests hand to {@link Leaks#said}.
 */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
  /**
   * Namespaces that begin with this hold no secrets: tests of this check put what they leak there.
   */
  public static final String ON_PURPOSE = "leaks-on-purpose-";

  private static final AtomicBoolean BEGUN = new AtomicBoolean();

  /** For JUnit, which finds it by its name. */
  public LeakCheck() {}

  /** Whether this process is listened to. */
  public static boolean hasBegun() {
    return BEGUN.get();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (!BEGUN.getAndSet(true)) {
      SpokenOutput.hear(Leaks.here()); // to the end of the process
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ClusterEars.settleAll();
    verify(Leaks.here());
  }

  /** Fails if there are any; what has failed once does not fail again. */
  public static void verify(Leaks leaks) {
    var found = leaks.found();
    if (!found.isEmpty()) {
      throw new AssertionError(
          "Secrets outside of Secrets:\n  " + String.join("\n  ", found) + "\n(" + leaks + ")");
    }
  }
}
