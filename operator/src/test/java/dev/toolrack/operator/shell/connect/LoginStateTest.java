package dev.toolrack.operator.shell.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.view.IntegrationRef;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A state says for which integration it is, and is nobody else's. */
class LoginStateTest {
  private static final IntegrationRef REF = new IntegrationRef("sales", "crm.eu");

  @Test
  void isReadAsItWasWritten() {
    LoginState state = LoginState.fresh(REF);
    assertThat(LoginState.read(state.text())).contains(state);
    assertThat(state.text()).matches("[A-Za-z0-9._-]+");
    assertThat(state.secret()).hasSize(43);
  }

  @Test
  void noTwoAreTheSame() {
    LoginState one = LoginState.fresh(REF);
    LoginState other = LoginState.fresh(REF);
    assertThat(one.text()).isNotEqualTo(other.text());
    assertThat(one.hash()).isNotEqualTo(other.hash()).doesNotContain(one.secret());
  }

  @Test
  void theLongestNamesFit() {
    var ref = new IntegrationRef("n".repeat(63), "i".repeat(253));
    assertThat(LoginState.read(LoginState.fresh(ref).text()).map(LoginState::ref)).contains(ref);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "sales/crm",
        "sales",
        "/crm",
        "sales/",
        "Sales/crm",
        "sales/crm/more",
        "../crm",
        "sales/..",
        "sales/crm\n"
      })
  void whatNamesNoIntegrationIsNone(String name) {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(name.getBytes(StandardCharsets.UTF_8));
    String secret = "A".repeat(43);
    boolean good = name.equals("sales/crm");
    assertThat(LoginState.read(encoded + "." + secret).isPresent()).isEqualTo(good);
    assertThat(LoginState.read(encoded + "." + secret + "A")).isEmpty();
    assertThat(LoginState.read(encoded)).isEmpty();
  }

  /** Two spellings of one state would be two keys to one login. */
  @Test
  void thereIsOneSpelling() {
    String text = LoginState.fresh(new IntegrationRef("a", "bc")).text();
    String name = text.substring(0, text.indexOf('.'));
    // "a/bc" has bits to spare in the last character.
    String other =
        name.substring(0, name.length() - 1) + (char) (name.charAt(name.length() - 1) + 1);
    assertThat(LoginState.read(other + text.substring(name.length()))).isEmpty();
  }
}
