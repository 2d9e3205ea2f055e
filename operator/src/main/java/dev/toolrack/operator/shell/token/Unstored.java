package dev.toolrack.operator.shell.token;

import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.apply.TokenStore.NotStoredException;
import dev.toolrack.operator.shell.token.TokenRequests.Answer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is said of tokens that cannot be kept. */
final class Unstored {
  private static final Logger LOG = LoggerFactory.getLogger(Unstored.class);

  private Unstored() {}

  static Answer answer(IntegrationRef ref, NotStoredException problem) {
    String name = TokenPlan.secretName(ref.name());
    if (problem.taken()) {
      return new Answer.Failed(
          Reason.OUTPUT_NAME_TAKEN,
          "Secret %s exists and is not this integration's. Delete or rename it; it is never overwritten."
              .formatted(name));
    }
    LOG.warn("the token Secret of integration {} cannot be written", ref, problem);
    return new Answer.Failed(
        Reason.TOKEN_NOT_STORED,
        "Kubernetes does not take Secret %s%s. %s"
            .formatted(
                name,
                problem.status() == 0 ? "" : " (HTTP status %d)".formatted(problem.status()),
                Reason.TOKEN_NOT_STORED.remedy()));
  }
}
