package dev.toolrack.mcp;

import java.io.ByteArrayOutputStream;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code text/event-stream} (WHATWG HTML section 9.2.6) as far as MCP over POST needs it: the
 * data of each event. Event names, ids and retry times say nothing about a single answer.
 */
final class EventStream implements BodySink {
  private static final byte[] DATA = {'d', 'a', 't', 'a'};

  private final Predicate<byte[]> wanted;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private boolean hasData;
  private boolean afterCarriageReturn;
  private boolean firstLine = true;
  private byte @Nullable [] found;

  EventStream(Predicate<byte[]> wanted) {
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
    int name = 0;
    while (name < DATA.length && start + name < bytes.length && bytes[start + name] == DATA[name]) {
      name++;
    }
    int colon = start + name;
    if (name < DATA.length || (colon < bytes.length && bytes[colon] != ':')) {
      return;
    }
    if (hasData) {
      data.write('\n');
    }
    hasData = true;
    int value = colon + 1 < bytes.length && bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    if (value < bytes.length) {
      data.write(bytes, value, bytes.length - value);
    }
  }

  private boolean endEvent() {
    byte[] event = data.toByteArray();
    data.reset();
    hasData = false;
    // Priming events carry an id and empty data.
    if (event.length == 0 || !wanted.test(event)) {
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
