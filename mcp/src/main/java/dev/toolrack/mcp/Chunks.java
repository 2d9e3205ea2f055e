package dev.toolrack.mcp;

import java.util.ArrayDeque;
import java.util.Queue;

/** Bytes as they come, put together once, so that nothing is held more than twice. */
final class Chunks {
  private final Queue<byte[]> parts = new ArrayDeque<>();
  private byte[] last = new byte[0];
  private int used;
  private int length;

  /** Adds a copy of some bytes. */
  void add(byte[] bytes, int start, int end) {
    length += end - start;
    int at = start;
    while (at < end) {
      if (used == last.length) {
        nextPart();
      }
      int fits = Math.min(end - at, last.length - used);
      System.arraycopy(bytes, at, last, used, fits);
      used += fits;
      at += fits;
    }
  }

  /** Parts grow with the whole: few of them, and none much larger than what there is. */
  private void nextPart() {
    parts.add(last);
    last = new byte[Math.clamp(length / 4, 256, 64 * 1024)];
    used = 0;
  }

  /** How many there are. */
  int length() {
    return length;
  }

  /** Gives everything away, and keeps nothing. */
  byte[] take() {
    byte[] whole = new byte[length];
    int at = 0;
    for (byte[] part = parts.poll(); part != null; part = parts.poll()) {
      System.arraycopy(part, 0, whole, at, part.length);
      at += part.length;
    }
    System.arraycopy(last, 0, whole, at, used);
    last = new byte[0];
    used = 0;
    length = 0;
    return whole;
  }
}
