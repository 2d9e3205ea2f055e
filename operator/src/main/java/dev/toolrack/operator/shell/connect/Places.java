package dev.toolrack.operator.shell.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many requests are answered at a time. Whoever may log in for an integration leaves the places
 * for everybody and takes one of its namespace: an authorization server that hangs is waited for at
 * the expense of nobody else.
 */
final class Places {
  /** Each may ask the API server; others are told to come again. */
  static final int FOR_EVERYBODY = 32;

  /** Each may ask an authorization server, which takes as long as it likes up to a limit. */
  static final int OF_A_NAMESPACE = 4;

  /** Fair: who comes back from a namespace's place is before those who come anew. */
  private final Semaphore everybody = new Semaphore(FOR_EVERYBODY, true);

  private final Map<String, Integer> taken = new HashMap<>();

  /** Something to be answered. */
  interface Work {
    PageAnswer answer() throws InterruptedException;
  }

  /** Answers something; empty if no place is free. */
  Optional<PageAnswer> forEverybody(Work work) throws InterruptedException {
    if (!everybody.tryAcquire(0, TimeUnit.SECONDS)) {
      return Optional.empty();
    }
    try {
      return Optional.of(work.answer());
    } finally {
      everybody.release();
    }
  }

  /**
   * Answers something, within {@link #forEverybody}, for somebody who may log in for an integration
   * of the namespace; empty if no place is free.
   */
  Optional<PageAnswer> ofNamespace(String namespace, Work work) throws InterruptedException {
    if (!take(namespace)) {
      return Optional.empty();
    }
    everybody.release();
    try {
      return Optional.of(work.answer());
    } finally {
      leave(namespace);
      everybody.acquireUninterruptibly();
    }
  }

  private synchronized boolean take(String namespace) {
    int now = taken.getOrDefault(namespace, 0);
    if (now == OF_A_NAMESPACE) {
      return false;
    }
    taken.put(namespace, now + 1);
    return true;
  }

  private synchronized void leave(String namespace) {
    int left = taken.getOrDefault(namespace, 1) - 1;
    if (left == 0) {
      taken.remove(namespace);
    } else {
      taken.put(namespace, left);
    }
  }
}
