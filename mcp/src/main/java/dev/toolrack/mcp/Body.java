package dev.toolrack.mcp;

import java.util.concurrent.atomic.AtomicReference;

/**
 * What was read of an answer's body. The client keeps it for as long as the connection, which may
 * be longer than anybody needs it: its content is there for one reader, who takes it away.
 */
final class Body {
  enum Kind {
    /** A JSON document, or the data of the one stream event that was waited for. */
    JSON,
    /** Nothing to be read: another media type, an empty body, a stream without our answer. */
    NONE,
    /** Cut off at the limit. */
    TOO_LARGE
  }

  private static final byte[] NOTHING = {};

  static final Body NONE = new Body(Kind.NONE, NOTHING);
  static final Body TOO_LARGE = new Body(Kind.TOO_LARGE, NOTHING);

  private final Kind kind;
  private final AtomicReference<byte[]> content;

  private Body(Kind kind, byte[] content) {
    this.kind = kind;
    this.content = new AtomicReference<>(content);
  }

  static Body json(byte[] content) {
    return new Body(Kind.JSON, content);
  }

  /** What it is. */
  Kind kind() {
    return kind;
  }

  /** The JSON text, not yet parsed; empty unless the kind is {@link Kind#JSON}, or once taken. */
  byte[] take() {
    return content.getAndSet(NOTHING);
  }
}
