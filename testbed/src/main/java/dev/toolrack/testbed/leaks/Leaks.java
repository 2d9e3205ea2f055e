package dev.toolrack.testbed.leaks;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Secrets on one side, everything that anybody may read on the other, and which of the first are in
 * the second.
 *
 * <p>Texts are kept for a while before they are searched, because a secret may become known after a
 * text that holds it. How much is kept is bounded; what has to go is searched then.
 */
public final class Leaks implements AutoCloseable {
  private static final Leaks HERE = new Leaks();
  private static final List<Leaks> BESIDES = new CopyOnWriteArrayList<>();
  private static final int KEPT_CHARACTERS = 16_000_000;

  private final Canaries canaries = new Canaries();
  private final Deque<Said> kept = new ArrayDeque<>();
  private final Set<String> found = new TreeSet<>();
  private long keptCharacters;
  private long searchedCharacters;
  private long nanoseconds;

  private record Said(String place, String text) {}

  private Leaks() {}

  /** Those of this JVM, for which {@link LeakCheck} fails test classes. */
  public static Leaks here() {
    return HERE;
  }

  /**
   * Others with secrets of their own, which hear everything that those of this JVM hear until they
   * are closed: for tests that let something leak to see it found.
   */
  public static Leaks besides() {
    var others = new Leaks();
    BESIDES.add(others);
    return others;
  }

  @Override
  public void close() {
    BESIDES.remove(this);
  }

  /**
   * Knows a secret from now on. One of fewer than twelve characters is left alone: it is a word
   * that stands in many places.
   *
   * @param name what failures call it, never the value
   */
  public void secret(String name, String value) {
    canaries.add(name, value.strip(), true);
  }

  /** The same for the value of a header, which may begin with a scheme. */
  public void credential(String name, String header) {
    secret(name, SecretValues.withoutScheme(header.strip()));
  }

  /** The same for a secret whose SHA-256 anybody may know, as a code verifier's. */
  public void secretWithPublicDigest(String name, String value) {
    canaries.add(name, value.strip(), false);
  }

  /**
   * Has something searched that is no Secret.
   *
   * @param place what failures call it
   */
  public void said(String place, String text) {
    keep(place, text);
    if (this == HERE) {
      BESIDES.forEach(others -> others.keep(place, text));
    }
  }

  private synchronized void keep(String place, String text) {
    kept.add(new Said(place, text));
    keptCharacters += text.length();
    while (keptCharacters > KEPT_CHARACTERS) {
      searchOldest();
    }
  }

  /** Where something was found since this was asked last: places and names of secrets. */
  public synchronized List<String> found() {
    while (!kept.isEmpty()) {
      searchOldest();
    }
    var all = new ArrayList<>(found);
    found.clear();
    return all;
  }

  /** How much was done, for people who wonder what it costs. */
  @Override
  public synchronized String toString() {
    return "%d secrets, %d characters searched in %d ms"
        .formatted(canaries.size(), searchedCharacters, nanoseconds / 1_000_000);
  }

  private void searchOldest() {
    var begun = System.nanoTime();
    var oldest = kept.remove();
    keptCharacters -= oldest.text().length();
    searchedCharacters += oldest.text().length();
    var names = canaries.in(oldest.text());
    for (var name : names) {
      found.add(oldest.place() + " holds " + name);
    }
    if (names.isEmpty()) {
      SecretShapes.in(oldest.text())
          .ifPresent(shape -> found.add(oldest.place() + " holds what looks like " + shape));
    }
    nanoseconds += System.nanoTime() - begun;
  }
}
