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

  /** Events are filtered by type: what belongs to every beginning is no warning. */
  @Test
  void onlyWhatSomebodyShouldLookAtWorries() {
    assertThat(Reason.NOTHING_AVAILABLE.worries()).isTrue();
    assertThat(Reason.ALIAS_CONFLICT.worries()).isTrue();
    assertThat(Reason.UNREACHABLE.worries()).isTrue();
    assertThat(Reason.NOT_VERIFIED_YET.worries()).isFalse();
    assertThat(Reason.READY.worries()).isFalse();
    assertThat(Reason.DISABLED.worries()).isFalse();
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
