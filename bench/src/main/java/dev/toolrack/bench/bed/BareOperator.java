package dev.toolrack.bench.bed;

import dev.toolrack.crds.AgentToolBinding;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/**
 * The least that an operator made of the same libraries is: it watches one kind and does nothing.
 * What its process holds is the floor under what any operator made of them holds.
 */
public final class BareOperator {

  private BareOperator() {}

  /** Does nothing about bindings. */
  @ControllerConfiguration(name = "nothing")
  static final class Nothing implements Reconciler<AgentToolBinding> {
    @Override
    public UpdateControl<AgentToolBinding> reconcile(
        AgentToolBinding binding, Context<AgentToolBinding> context) {
      return UpdateControl.noUpdate();
    }
  }

  /** Watches until it is ended. */
  public static void main(String[] arguments) throws IOException {
    try (var client = new KubernetesClientBuilder().build()) {
      var operator = new Operator(overrider -> overrider.withKubernetesClient(client));
      operator.register(new Nothing());
      operator.start();
      SideProgram.isThere(arguments);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
