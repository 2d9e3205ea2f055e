package dev.toolrack.core.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {
  @Test
  void eachIsSpeltOnce() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::wire)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(Reason.class)
  void isSpeltLikeItsNameAndSaysWhatToDo(Reason reason) {
    assertThat(reason.wire()).matches("[A-Z][A-Za-z]*");
    assertThat(reason.wire().toLowerCase(Locale.ROOT))
        .isEqualTo(reason.name().replace("_", "").toLowerCase(Locale.ROOT));
    assertThat(reason.meaning()).endsWith(".");
    if (reason.effect().compareTo(Effect.IMPAIRED) >= 0) {
      assertThat(reason.remedy()).as("whoever has to act is told how").endsWith(".");
    }
  }

  /** Strangers learn nothing about a Secret but that something is wrong. */
  @Tag("consent-14")
  @ParameterizedTest
  @EnumSource(Reason.class)
  void ofASecretNothingIsToldToForeigners(Reason reason) {
    boolean about = reason.name().startsWith("SECRET_") && reason != Reason.SECRET_NOT_LENT;
    assertThat(reason.aboutSecret()).isEqualTo(about);
    assertThat(reason.toForeigners()).isEqualTo(about ? Reason.CREDENTIAL_UNAVAILABLE : reason);
  }
}
