package dev.toolrack.mcp;

import static dev.toolrack.mcp.Scripts.session;
import static dev.toolrack.mcp.Scripts.stateless;
import static dev.toolrack.mcp.Scripts.verified;
import static dev.toolrack.mcp.Scripts.verify;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list holds as long as its page that holds shortest, and never long enough to be forgotten. */
class FreshnessTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60000 | 90000 | 60000",
        "90000 | 60000 | 60000",
        "90000 | 0 | 0",
        "3600000 | 3600001 | 3600000",
        "9223372036854775807 | 9223372036854775807 | 3600000",
        "-1 | 60000 | 0",
        "-9223372036854775808 | 60000 | 0",
        // Nothing that is a number of milliseconds: nothing is promised.
        "92233720368547758070 | 60000 | 0",
        "1500.5 | 60000 | 0",
        "1e9 | 60000 | 0",
        "\"60000\" | 60000 | 0",
        "null | 60000 | 0",
        "{} | 60000 | 0",
      })
  void ofTwoPages(String first, String second, long millis) throws Exception {
    Duration fresh =
        verified(
                verify(
                    stateless(asked ->
                        asked.result(
                            asked.cursor() == null
                                ? "{\"tools\":[],\"nextCursor\":\"2\",\"ttlMs\":" + first + "}"
                                : "{\"tools\":[],\"ttlMs\":" + second + "}"))))
            .fresh();
    assertThat(fresh).isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void aServerThatSaysNothingPromisesNothing() throws Exception {
    assertThat(verified(verify(stateless(asked -> asked.result("{\"tools\":[]}")))).fresh())
        .isZero();
  }

  @Test
  void alsoInASession() throws Exception {
    assertThat(
            verified(verify(session(asked -> asked.result("{\"tools\":[],\"ttlMs\":1000}"))))
                .fresh())
        .isEqualTo(Duration.ofSeconds(1));
  }
}
