package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Kubernetes waits for as long as the operator may take to end. */
class ChartFarewellTest {
  private static final Path VALUES = Path.of("..", "helm", "toolrack", "values.yaml");

  /** The connect page ends before it, other things after it. */
  private static final Duration ELSE = Duration.ofSeconds(10);

  @Test
  void aRefreshUnderWayIsNotCutOff() throws Exception {
    Field farewell =
        Class.forName("dev.toolrack.operator.shell.token.Logins").getDeclaredField("FAREWELL");
    farewell.setAccessible(true);
    long seconds =
        new YAMLMapper().readTree(VALUES.toFile()).path("terminationGracePeriodSeconds").asLong();
    assertThat(Duration.ofSeconds(seconds))
        .isGreaterThanOrEqualTo(((Duration) farewell.get(null)).plus(ELSE));
  }
}
