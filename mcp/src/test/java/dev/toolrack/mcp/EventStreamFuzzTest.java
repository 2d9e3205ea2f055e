package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Whatever a stream holds, and in whatever pieces it arrives: its events are those that a reader of
 * the whole text finds.
 */
class EventStreamFuzzTest {
  private static final int MAX_TYPE = 32;

  /** An event as text, each of whose characters is a byte. */
  private record Event(String type, String data) {}

  @Test
  void readsMutatedStreams() throws IOException {
    MutatedSeeds.check(EventStreamFuzzTest.class, "reads", this::reads);
  }

  @FuzzTest
  void reads(byte[] stream) {
    List<Event> expected = plainly(new String(stream, StandardCharsets.ISO_8859_1));
    assertThat(read(stream, stream.length)).isEqualTo(expected);
    assertThat(read(stream, 1)).isEqualTo(expected);
    assertThat(read(stream, 0)).isEqualTo(expected);
    assertThat(expected.stream().mapToInt(event -> event.data().length()).sum())
        .isLessThanOrEqualTo(stream.length);
    for (Event event : expected.subList(0, Math.min(expected.size(), 3))) {
      stopsAt(stream, event.data());
    }
  }

  /** Nothing is read behind what was waited for, which is what comes out. */
  private static void stopsAt(byte[] stream, String data) {
    List<Event> seen = new ArrayList<>();
    EventStream reader =
        new EventStream((type, bytes) -> {
          seen.add(event(type, bytes));
          return seen.getLast().data().equals(data);
        });
    assertThat(reader.accept(stream)).isTrue();
    assertThat(seen.stream().filter(event -> event.data().equals(data))).hasSize(1);
    Body body = reader.end();
    assertThat(body.kind()).isEqualTo(Body.Kind.JSON);
    assertThat(new String(body.take(), StandardCharsets.ISO_8859_1)).isEqualTo(data);
  }

  /**
   * Reads all events.
   *
   * @param size of the pieces; 0 for pieces of any size, some of them empty
   */
  private static List<Event> read(byte[] stream, int size) {
    Random random = new Random(Arrays.hashCode(stream));
    List<Event> events = new ArrayList<>();
    EventStream reader =
        new EventStream((type, data) -> {
          events.add(event(type, data));
          return false;
        });
    int at = 0;
    while (at < stream.length) {
      int end = Math.min(stream.length, at + (size == 0 ? random.nextInt(9) : size));
      if (reader.accept(Arrays.copyOfRange(stream, at, end))) {
        throw new AssertionError("ended although every event is wanted");
      }
      at = end;
    }
    assertThat(reader.end()).isSameAs(Body.NONE);
    return events;
  }

  private static Event event(String type, byte[] data) {
    return new Event(type, new String(data, StandardCharsets.ISO_8859_1));
  }

  /** The standard's own description, on lines of the whole text. */
  private static List<Event> plainly(String stream) {
    String text = stream.startsWith("\u00EF\u00BB\u00BF") ? stream.substring(3) : stream;
    List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
    List<Event> events = new ArrayList<>();
    List<String> data = new ArrayList<>();
    String type = "";
    // The last one is not ended.
    for (String line : lines.subList(0, lines.size() - 1)) {
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1).replaceFirst("^ ", "");
      if (line.isEmpty()) {
        String whole = String.join("\n", data);
        if (!whole.isEmpty()) {
          events.add(new Event(type.isEmpty() ? "message" : type, whole));
        }
        data.clear();
        type = "";
      } else if (field.equals("data")) {
        data.add(value);
      } else if (field.equals("event")) {
        String kept = value.substring(0, Math.min(value.length(), MAX_TYPE));
        type = new String(kept.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return events;
  }
}
