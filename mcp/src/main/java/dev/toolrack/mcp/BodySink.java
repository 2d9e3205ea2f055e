package dev.toolrack.mcp;

import java.util.function.Predicate;

/** Takes the bytes of one body as they arrive. Bounds are the {@link BoundedBody}'s business. */
interface BodySink {
  /**
   * Takes some bytes.
   *
   * @return true if no more are wanted
   */
  boolean accept(byte[] bytes);

  /** What was found: called once, when no more are wanted or when there are no more. */
  Body end();

  /** Keeps everything. */
  static BodySink whole() {
    Chunks kept = new Chunks();
    return new BodySink() {
      @Override
      public boolean accept(byte[] bytes) {
        kept.add(bytes, 0, bytes.length);
        return false;
      }

      @Override
      public Body end() {
        return Body.json(kept.take());
      }
    };
  }

  /** Keeps the data of the first stream event that is wanted. */
  static BodySink firstEvent(Predicate<byte[]> wanted) {
    return new EventStream(wanted);
  }

  /** Reads to the end, so that the connection can be used again, and keeps nothing. */
  static BodySink drain() {
    return new BodySink() {
      @Override
      public boolean accept(byte[] bytes) {
        return false;
      }

      @Override
      public Body end() {
        return Body.NONE;
      }
    };
  }
}
