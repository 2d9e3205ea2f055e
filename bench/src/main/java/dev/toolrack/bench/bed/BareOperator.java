package dev.toolrack.bench.bed;

import dev.toolrack.crds.AgentToolBinding;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The least that an operator made of the same libraries is: it watches one namespace, renews its
 * Lease as often as ours and does nothing. What its process holds and uses is the floor under what
 * any operator made of them holds and uses.
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
      var election =
          LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("bare")
              .withLeaseNamespace("default")
              .withIdentity("bare")
              .withLeaseDuration(Duration.ofSeconds(40))
              .withRenewDeadline(Duration.ofSeconds(25))
              .withRetryPeriod(Duration.ofSeconds(10))
              .build();
      var operator =
          new Operator(overrider ->
              overrider.withKubernetesClient(client).withLeaderElectionConfiguration(election));
      // There are no bindings: what it holds and uses does not depend on how many there are
      // elsewhere.
      operator.register(new Nothing(), controller -> controller.settingNamespace("default"));
      operator.start();
      SideProgram.isThere(arguments);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
