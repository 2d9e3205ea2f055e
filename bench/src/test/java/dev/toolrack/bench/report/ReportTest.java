package dev.toolrack.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.bench.BenchException;
import dev.toolrack.bench.stat.Samples;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
  @TempDir private Path directory = Path.of("");

  @Test
  void rowsHaveMedianMinMaxAndHowMany() {
    var report = new Report("example");
    report.row("a", 1000, "time", "ms", Samples.of(1300, 1200, 1234.4));
    report.row("b", 1000, "ratio", "", 1.5);

    assertThat(report.table())
        .contains("| 1,000 | time | ms | 1,234 | 1,200 | 1,300 | 3 |")
        .contains("| 1,000 | ratio |  | 1.50 |  |  | 1 |");
  }

  @Test
  void goalsSayWhetherTheyAreMet() {
    var report = new Report("example");
    report.goal(new Goal("P1", 100, "ratio", 1.0, 1.0));
    report.goal(new Goal("P1", 100, "ratio", 1.01, 1.0));

    assertThat(report.table())
        .contains("| P1 | 100 | ratio | 1.00 | at most 1.00 | met |")
        .contains("| P1 | 100 | ratio | 1.01 | at most 1.00 | MISSED |");
  }

  @Test
  void whatWasSavedCanBeComputedWith() {
    var report = new Report("example");
    report.row("time", 100, "time", "ms", Samples.of(1, 2, 9));
    report.row("time", 300, "time", "ms", Samples.of(5));
    report.row("other", 300, "other", "ms", Samples.of(7));
    report.save(directory);

    assertThat(Earlier.read(directory, "example").medians("time"))
        .isEqualTo(Map.of(100, 2.0, 300, 5.0));
  }

  @Test
  void whatIsMissingIsSaidWithTheCommandThatMakesIt() {
    assertThatThrownBy(() -> Earlier.read(directory, "memory"))
        .isInstanceOf(BenchException.class)
        .hasMessageContaining("bench/run memory");
  }

  @Test
  void objectionsAreSaidAndKept() {
    var report = new Report("tried");
    report.objection(1000, "floor put took long");

    assertThat(report.objections())
        .containsExactly("1,000 bindings, TOO NOISY: floor put took long");
    assertThat(report.table()).contains("NOTE: 1,000 bindings, TOO NOISY: floor put took long");
  }
}
