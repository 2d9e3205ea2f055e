package dev.toolrack.mcp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code text/event-stream} (WHATWG HTML section 9.2.6) as far as MCP needs it: the type and
 * the data of each event. Ids and retry times say nothing about a single answer.
 */
final class EventStream implements BodySink {
  /** The longest type that is told apart; MCP's are {@code endpoint} and {@code message}. */
  private static final int MAX_TYPE = 32;

  private static final int MAX_NAME = 8;
  private static final byte[] LINE_FEED = {'\n'};
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

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** What the part of the line is that is being read. */
  private enum Part {
    NAME,
    BEFORE_VALUE,
    VALUE
  }

  private final Wanted wanted;
  private final Chunks data = new Chunks();
  // Of the line: its field's name, as far as it can be one that matters, and its length.
  private final byte[] name = new byte[MAX_NAME];
  private int nameLength;
  private Part part = Part.NAME;
  private boolean isData;
  private boolean isType;
  private final ByteArrayOutputStream typeValue = new ByteArrayOutputStream(MAX_TYPE);
  // Of the event.
  private boolean hasData;
  private String type = DEFAULT_TYPE;
  // Of the stream.
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
    int at = 0;
    while (at < bytes.length) {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      if (end > at) {
        afterCarriageReturn = false;
        inLine(bytes, at, end);
      }
      if (end < bytes.length && endsStream(bytes[end])) {
        return true;
      }
      at = end + 1;
    }
    return false;
  }

  @Override
  public Body end() {
    // An event that the end of the stream cuts off does not count, as the standard demands.
    return found == null ? Body.NONE : Body.json(found);
  }

  /** Takes a part of a line, none of whose bytes ends it. */
  private void inLine(byte[] bytes, int start, int end) {
    int at = start;
    while (part == Part.NAME && at < end) {
      nextOfName(bytes[at]);
      at++;
    }
    if (part == Part.BEFORE_VALUE && at < end) {
      at += bytes[at] == ' ' ? 1 : 0;
      part = Part.VALUE;
    }
    if (isData) {
      data.add(bytes, at, end);
    } else if (isType) {
      // A longer one is none of ours, and stays none when it is cut.
      typeValue.write(bytes, at, Math.min(end - at, MAX_TYPE - typeValue.size()));
    }
  }

  private void nextOfName(byte b) {
    if (b == ':') {
      endName();
      part = Part.BEFORE_VALUE;
      return;
    }
    if (nameLength < MAX_NAME) {
      name[nameLength] = b;
    }
    nameLength++;
    if (firstLine && nameLength == 3 && Arrays.equals(name, 0, 3, BYTE_ORDER_MARK, 0, 3)) {
      nameLength = 0;
      firstLine = false;
    }
  }

  private void endName() {
    isData = is("data");
    isType = is("event");
    if (isData) {
      if (hasData) {
        data.add(LINE_FEED, 0, 1);
      }
      hasData = true;
    }
  }

  private boolean is(String field) {
    return nameLength == field.length()
        && Arrays.equals(
            name, 0, nameLength, field.getBytes(StandardCharsets.US_ASCII), 0, nameLength);
  }

  /** Takes a line feed or a carriage return. */
  private boolean endsStream(byte lineEnd) {
    boolean secondHalf = afterCarriageReturn && lineEnd == '\n';
    afterCarriageReturn = lineEnd == '\r';
    return !secondHalf && endLine();
  }

  private boolean endLine() {
    boolean empty = part == Part.NAME && nameLength == 0;
    if (part == Part.NAME && !empty) {
      endName();
    }
    if (isType) {
      String value = typeValue.toString(StandardCharsets.UTF_8);
      type = value.isEmpty() ? DEFAULT_TYPE : value;
    }
    typeValue.reset();
    nameLength = 0;
    part = Part.NAME;
    isData = false;
    isType = false;
    firstLine = false;
    return empty && endEvent();
  }

  private boolean endEvent() {
    byte[] event = data.take();
    String eventType = type;
    hasData = false;
    type = DEFAULT_TYPE;
    // Priming events carry an id and empty data.
    if (event.length == 0 || !wanted.test(eventType, event)) {
      return false;
    }
    found = event;
    return true;
  }
}
