package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event streams cut anywhere: what arrives together is not up to us. */
class EventStreamTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: a$$ | a",
        "data:a$$ | a",
        "data:  a$$ | ' a'",
        "data: a$data: b$$ | a+b",
        "data: a$data$data: b$$ | a++b",
        "data: a$$data: b$$ | a,b",
        "id: 1$data: a$event: x$retry: 7$: comment$$ | a",
        "data$$ | ''",
        "data: $$data: a$$ | a",
        "datax: a$$ | ''",
        "dat: a$$ | ''",
        "DATA: a$$ | ''",
        "' data: a$$' | ''",
        "data: a$ | ''",
        "data: a | ''",
        "BOMdata: a$$ | a",
        "data: a$$BOMdata: b$$ | a",
        "data: BOMa$$ | BOMa",
      })
  void readsEvents(String stream, String expected) {
    for (String lineEnd : List.of("\n", "\r\n", "\r")) {
      byte[] bytes =
          stream.replace("$", lineEnd).replace("BOM", "\uFEFF").getBytes(StandardCharsets.UTF_8);
      for (int size = 1; size <= bytes.length; size++) {
        List<String> events = new ArrayList<>();
        EventStream reader =
            new EventStream(event -> {
              events.add(new String(event, StandardCharsets.UTF_8).replace("\n", "+"));
              return false;
            });
        for (int at = 0; at < bytes.length; at += size) {
          byte[] part = java.util.Arrays.copyOfRange(bytes, at, Math.min(at + size, bytes.length));
          assertThat(reader.accept(part)).isFalse();
        }
        assertThat(String.join(",", events)).isEqualTo(expected.replace("BOM", "\uFEFF"));
        assertThat(reader.end()).isSameAs(Body.NONE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data: a$$ | message",
        "event: endpoint$data: a$$ | endpoint",
        "data: a$event:endpoint$$ | endpoint",
        "event: endpoint$$data: a$$ | message",
        "event: endpoint$event$data: a$$ | message",
        "event: endpoint$event:$data: a$$ | message",
        "events: endpoint$data: a$$ | message",
        "event: endpoint2$data: a$$ | endpoint2",
        "event: endpoint$data: a$$data: b$$ | endpoint,message",
        "event: a-very-long-type-that-nobody-waits-for$data: a$$ | a-very-long-type-that-nobody-wai",
      })
  void tellsTypesApart(String stream, String expected) {
    List<String> types = new ArrayList<>();
    var reader =
        new EventStream((type, data) -> {
          types.add(type);
          return false;
        });
    assertThat(reader.accept(stream.replace('$', '\n').getBytes(StandardCharsets.UTF_8))).isFalse();
    assertThat(String.join(",", types)).isEqualTo(expected);
  }
}
