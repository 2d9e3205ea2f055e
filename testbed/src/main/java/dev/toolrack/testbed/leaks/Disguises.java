package dev.toolrack.testbed.leaks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;

/** What a secret looks like wherever it may turn up: as it is, encoded, cut, or as its digest. */
final class Disguises {
  /** Shorter texts are words that stand in many places. */
  static final int SHORTEST = 12;

  /** Of a token that was cut off anywhere, one of its pieces is whole. */
  private static final int PIECE = 16;

  private static final int SHORTEST_IN_PIECES = 2 * PIECE;
  private static final int SHORTEST_LINE = 24;

  private Disguises() {}

  /**
   * All forms of a value that are long enough to mean something.
   *
   * @param digests whether its digests tell something about it too
   */
  static Set<String> of(String value, boolean digests) {
    var forms = new LinkedHashSet<String>();
    forms.add(value);
    forms.add(URLEncoder.encode(value, StandardCharsets.UTF_8));
    forms.add(escaped(value));
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    forms.add(HexFormat.of().formatHex(bytes));
    base64(forms, bytes);
    lines(forms, value);
    pieces(forms, value);
    if (digests) {
      digest(forms, bytes);
    }
    forms.removeIf(form -> form.length() < SHORTEST);
    return forms;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** At each of the three places in a group of bytes, as for {@code id:secret} in a header. */
  private static void base64(Set<String> forms, byte[] value) {
    for (var before = 0; before < 3; before++) {
      var shifted = new byte[before + value.length];
      System.arraycopy(value, 0, shifted, before, value.length);
      // Characters that hold bits of a neighbour as well are not the value's alone.
      var from = (before * 8 + 5) / 6;
      var to = shifted.length * 8 / 6;
      if (to > from) {
        forms.add(Base64.getEncoder().encodeToString(shifted).substring(from, to));
        forms.add(Base64.getUrlEncoder().encodeToString(shifted).substring(from, to));
      }
    }
  }

  /** Of a key in PEM each line is a secret, but not the ones that say what it is. */
  private static void lines(Set<String> forms, String value) {
    if (value.contains("\n")) {
      value
          .lines()
          .filter(line -> line.length() >= SHORTEST_LINE && !line.startsWith("-----"))
          .forEach(forms::add);
    }
  }

  private static void pieces(Set<String> forms, String value) {
    if (value.length() < SHORTEST_IN_PIECES || value.chars().anyMatch(Character::isWhitespace)) {
      return;
    }
    var parts = value.split("\\.", -1);
    // The first part of a signed token says how it is signed, and is the same in all of them.
    var from = parts.length == 3 && value.startsWith("eyJ") ? parts[0].length() + 1 : 0;
    for (var at = from; at + PIECE <= value.length(); at += PIECE) {
      forms.add(value.substring(at, at + PIECE));
    }
  }

  /** The beginning is enough: digests are often cut. */
  private static void digest(Set<String> forms, byte[] value) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(value);
      forms.add(HexFormat.of().formatHex(digest).substring(0, PIECE));
      forms.add(Base64.getEncoder().encodeToString(digest).substring(0, PIECE));
      forms.add(Base64.getUrlEncoder().encodeToString(digest).substring(0, PIECE));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
