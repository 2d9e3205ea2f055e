package dev.toolrack.mcp;

/**
 * What was read of an answer's body.
 *
 * @param kind what it is
 * @param payload the JSON text, not yet parsed; empty unless the kind is {@link Kind#JSON}
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; a copy per answer would cost megabytes
record Body(Kind kind, byte[] payload) {
  enum Kind {
    /** A JSON document, or the data of the one stream event that was waited for. */
    JSON,
    /** Nothing to be read: another media type, an empty body, a stream without our answer. */
    NONE,
    /** Cut off at the limit. */
    TOO_LARGE
  }

  static final Body NONE = new Body(Kind.NONE, new byte[0]);
  static final Body TOO_LARGE = new Body(Kind.TOO_LARGE, new byte[0]);

  static Body json(byte[] payload) {
    return new Body(Kind.JSON, payload);
  }
}
