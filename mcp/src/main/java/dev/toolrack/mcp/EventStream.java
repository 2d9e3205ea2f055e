package dev.toolrack.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code text/event-stream} (WHATWG HTML section 9.2.6) as far as MCP needs it: the type and
 * the data of each event. Ids and retry times say nothing about a single answer.
 */
final class EventStream implements BodySink {
  /** The longest type that is told apart; MCP's are {@code endpoint} and {@code message}. */
  private static final int MAX_TYPE = 32;

  private static final String DEFAULT_TYPE = "message";

  /** Looks at one event. */
  interface Wanted {
    /**
     * Whether the stream has said enough with this event.
     *
     * @param type its type, {@code message} unless the server named one
     * @param data its data, never empty
     */
    boolean test(String type, byte[] data);
  }

  private final Wanted wanted;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean hasData;
  private String type = DEFAULT_TYPE;
  private boolean afterCarriageReturn;
  private boolean firstLine = true;
  private byte @Nullable [] found;

  EventStream(Predicate<byte[]> wanted) {
    this((type, data) -> wanted.test(data));
  }

  EventStream(Wanted wanted) {
    this.wanted = wanted;
  }

  @Override
  public boolean accept(byte[] bytes) {
    for (byte b : bytes) {
      boolean secondHalfOfLineEnd = afterCarriageReturn && b == '\n';
      afterCarriageReturn = b == '\r';
      if (secondHalfOfLineEnd) {
        continue;
      }
      if (b != '\n' && b != '\r') {
        line.write(b);
      } else if (endLine()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Body end() {
    // An event that the end of the stream cuts off does not count, as the standard demands.
    return found == null ? Body.NONE : Body.json(found);
  }

  private boolean endLine() {
    byte[] bytes = line.toByteArray();
    line.reset();
    int start = firstLine && startsWithByteOrderMark(bytes) ? 3 : 0;
    firstLine = false;
    if (bytes.length > start) {
      field(bytes, start);
      return false;
    }
    return endEvent();
  }

  private void field(byte[] bytes, int start) {
    int colon = start;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = colon + 1 < bytes.length && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    int length = Math.max(0, bytes.length - value);
    if (is("data", bytes, start, colon)) {
      if (hasData) {
        data.write('\n');
      }
      hasData = true;
      data.write(bytes, Math.min(value, bytes.length), length);
    } else if (is("event", bytes, start, colon)) {
      // A longer one is none of ours, and stays none when it is cut.
      type =
          length == 0
              ? DEFAULT_TYPE
              : new String(bytes, value, Math.min(length, MAX_TYPE), StandardCharsets.UTF_8);
    }
  }

  private static boolean is(String name, byte[] bytes, int start, int end) {
    if (end - start != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (bytes[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private boolean endEvent() {
    byte[] event = data.toByteArray();
    String eventType = type;
    data.reset();
    hasData = false;
    type = DEFAULT_TYPE;
    // Priming events carry an id and empty data.
    if (event.length == 0 || !wanted.test(eventType, event)) {
      return false;
    }
    found = event;
    return true;
  }

  private static boolean startsWithByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }
}
