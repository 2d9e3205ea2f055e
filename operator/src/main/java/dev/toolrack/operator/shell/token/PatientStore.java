package dev.toolrack.operator.shell.token;

import dev.toolrack.core.token.TokenFacts;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.apply.TokenStore;
import dev.toolrack.operator.shell.apply.TokenStore.Content;
import io.fabric8.kubernetes.api.model.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a login gave and is not stored is lost for good, so that it is tried for minutes. */
final class PatientStore {
  private static final Logger LOG = LoggerFactory.getLogger(PatientStore.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final int TRIES = 8;

  private final TokenStore store;

  PatientStore(TokenStore store) {
    this.store = store;
  }

  /** See {@link TokenStore#save}. */
  TokenFacts save(IntegrationRef ref, String uid, Content content)
      throws InterruptedException, TokenStore.NotStoredException {
    return saveUnless(ref, uid, content, _ -> false).orElseThrow();
  }

  /** See {@link TokenStore#saveUnless}. */
  Optional<TokenFacts> saveUnless(
      IntegrationRef ref, String uid, Content content, Predicate<Secret> newer)
      throws InterruptedException, TokenStore.NotStoredException {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; ; i++) {
      try {
        return store.saveUnless(ref, uid, content, newer);
      } catch (TokenStore.NotStoredException e) {
        if (i == TRIES || e.taken()) {
          throw e;
        }
        LOG.warn("the token of integration {} could not be stored; tried again", ref);
        Thread.sleep(pause);
        pause = pause.multipliedBy(2);
      }
    }
  }
}
