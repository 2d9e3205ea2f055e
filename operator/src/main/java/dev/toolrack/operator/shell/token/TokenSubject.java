package dev.toolrack.operator.shell.token;

import dev.toolrack.core.status.Reason;
import dev.toolrack.core.token.TokenPlan;
import dev.toolrack.core.token.TokenState.Failure;
import dev.toolrack.core.view.IntegrationRef;
import dev.toolrack.operator.shell.turns.Chain;
import dev.toolrack.operator.shell.turns.Chain.Link;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the schedule knows of one integration's token. Guarded by itself. */
final class TokenSubject {
  final IntegrationRef ref;
  final String uid;
  final Chain chain;

  /** What is needed; {@code null} = nothing. */
  @Nullable TokenPlan plan;

  /** Whether a request is to come or under way that is no renewal in due time. */
  boolean asking;

  /** The request that is under way. */
  @Nullable Link underWay;

  /** The version of the token Secret whose renewal is appointed. */
  @Nullable String appointed;

  /** When the token ends that is there; {@code null} = nobody said, or there is none. */
  @Nullable Instant end;

  /** Whether a renewal was made because the MCP server rejected a token, and none in time since. */
  boolean renewedForRejection;

  int failures;
  @Nullable Failure failure;

  TokenSubject(IntegrationRef ref, String uid, Chain chain) {
    this.ref = ref;
    this.uid = uid;
    this.chain = chain;
  }

  /** Another plan: what went wrong under the one before says nothing about it. */
  void begin(TokenPlan other) {
    plan = other;
    asking = false;
    underWay = null;
    appointed = null;
    renewedForRejection = false;
    failures = 0;
    failure = null;
    chain.pardon();
  }

  /**
   * There is nothing to ask for, and nothing of what was asked for before is of use. A request
   * under way is not disturbed: its answer may be why there is nothing.
   *
   * @return whether there is less to tell of failures than before
   */
  boolean rest() {
    if (underWay != null) {
      return false;
    }
    asking = false;
    appointed = null;
    end = null;
    chain.stop();
    if (failure == null || failure.reason() == Reason.RECONNECT_REQUIRED) {
      return false;
    }
    failure = null;
    return true;
  }

  /** A request is not under way any more. */
  synchronized void ended(Link request) {
    if (request.equals(underWay)) {
      underWay = null;
    }
  }

  void end() {
    plan = null;
    asking = false;
    underWay = null;
    appointed = null;
    end = null;
    failure = null;
    chain.stop();
  }
}
