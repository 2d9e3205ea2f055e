package dev.toolrack.mcp;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Bytes of an answer as they come together. Read where they lie: a copy would cost megabytes. */
final class AnswerBytes extends ByteArrayOutputStream {
  AnswerBytes() {
    super(512);
  }

  /** Adds what a buffer still holds. */
  void add(ByteBuffer bytes) {
    int length = bytes.remaining();
    if (bytes.hasArray()) {
      write(bytes.array(), bytes.arrayOffset() + bytes.position(), length);
      bytes.position(bytes.limit());
    } else {
      byte[] copy = new byte[length];
      bytes.get(copy);
      write(copy, 0, length);
    }
  }

  /** What was added, for as long as nothing else is. */
  byte[] array() {
    return buf;
  }

  /** A stream over what was added. */
  InputStream stream() {
    return new ByteArrayInputStream(buf, 0, count);
  }
}
