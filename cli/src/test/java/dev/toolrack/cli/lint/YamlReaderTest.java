package dev.toolrack.cli.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  private static Document one(String text) throws Unreadable {
    List<Document> documents = YamlReader.read("x.yaml", text);
    assertThat(documents).hasSize(1);
    return documents.getFirst();
  }

  @Test
  void knowsWhereThingsStand() throws Unreadable {
    Document document = one("a: 1\nb:\n  - c: x\n  - d/e: {f: [1, 2]}\n");
    assertThat(document.place("/b/1/d~1e/f/1")).isEqualTo(new Place("x.yaml", 4, 18));
    assertThat(document.place("/b/0/c")).isEqualTo(new Place("x.yaml", 3, 5));
    // Absent: the nearest thing around it.
    assertThat(document.place("/b/0/nothing/at/all")).isEqualTo(new Place("x.yaml", 3, 5));
    assertThat(document.root().toString())
        .isEqualTo("{\"a\":1,\"b\":[{\"c\":\"x\"},{\"d/e\":{\"f\":[1,2]}}]}");
  }

  @Test
  void documentsOfOneFile() throws Unreadable {
    List<Document> documents = YamlReader.read("x.yaml", "---\n# nothing\n---\na: 1\n---\nb: 2\n");
    assertThat(documents)
        .extracting(d -> d.root().toString())
        .containsExactly("{\"a\":1}", "{\"b\":2}");
    assertThat(documents.getLast().place("/b").line()).isEqualTo(6);
  }

  @Test
  void anchorsAndMerges() throws Unreadable {
    assertThat(one("x: &x {a: 1, b: 2}\nv: {<<: *x, b: 3}\nz: *x\n").root().toString())
        .isEqualTo("{\"x\":{\"a\":1,\"b\":2},\"v\":{\"b\":3,\"a\":1},\"z\":{\"a\":1,\"b\":2}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a: 1\\na: 2 | key \"a\" is there twice; remove one | 2",
        "a: [1 | expected ',' or ']', but got <stream end> | 1",
        "a: !mine x | a tag that Kubernetes does not know; remove it | 1",
        "? [a] : b | a key must be a text | 1",
      })
  void unreadable(String text, String message, int line) {
    assertThatThrownBy(() -> one(text.replace("\\n", "\n")))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.place().line()).isEqualTo(line))
        .hasMessage(message);
  }

  /** Nine levels of nine aliases each are more than any memory. */
  @Test
  void aliasesThatExplode() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x]\n");
    for (int i = 1; i < 12; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    assertThatThrownBy(() -> one(bomb.toString())).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> one("a: " + "[".repeat(200) + "]".repeat(200)))
        .isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> one("&a [*a]")).isInstanceOf(Unreadable.class);
  }

  @Test
  void jsonKnowsItsPlacesToo() throws Unreadable {
    Document document = JsonReader.read("x.json", "{\n\t\"a\": {\"b\": [1,\n true]}\n}").getFirst();
    assertThat(document.root().toString()).isEqualTo("{\"a\":{\"b\":[1,true]}}");
    assertThat(document.place("/a/b/1")).isEqualTo(new Place("x.json", 3, 2));
    assertThatThrownBy(() -> JsonReader.read("x.json", "{\"a\":1,\"a\":2}"))
        .isInstanceOf(Unreadable.class);
  }
}
