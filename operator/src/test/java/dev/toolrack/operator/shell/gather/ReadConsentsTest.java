package dev.toolrack.operator.shell.gather;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is remembered of consent is small, whatever tenants write. */
class ReadConsentsTest {
  private static final String URL = "https://crm.example.com/";

  private final ReadConsents read = new ReadConsents();

  @Test
  void equalTextsAreReadOnce() {
    assertThat(read.of(new String(URL))).isSameAs(read.of(URL)).matches(c -> c.allows(URL));
    assertThat(read.of("")).matches(consent -> !consent.allows(URL));
    assertThat(read.size()).isEqualTo(2);
  }

  @Test
  void longTextsCountButAreNotRemembered() {
    String text = URL + " ".repeat(ReadConsents.LONGEST);
    assertThat(read.of(text)).isNotSameAs(read.of(text)).matches(c -> c.allows(URL));
    assertThat(read.size()).isZero();
  }

  @Test
  void manyTextsAreRememberedUpToANumberOfCharacters() {
    String padding = " ".repeat(ReadConsents.LONGEST - 100);
    int most = 0;
    for (int i = 0; i < 1000; i++) {
      assertThat(read.of(URL + i + padding)).matches(consent -> !consent.allows(URL));
      most = Math.max(most, read.size());
    }
    assertThat(most).isBetween(60, 66);
    for (int i = 0; i < 20_000; i++) {
      read.of("x" + i);
      most = Math.max(most, read.size());
    }
    assertThat(most).isBetween(5_000, 8_192);
  }
}
