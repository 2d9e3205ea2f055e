package dev.toolrack.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.mcp.egress.EgressGuard;
import dev.toolrack.mcp.egress.EgressSettings;
import dev.toolrack.mcp.egress.Tenant;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No URL of the corpus leads to an address that is forbidden, however it is come by. */
@Timeout(300)
class HostileUrlsTest {
  private static final List<String> OWN_NAMESPACE =
      List.of("unshare", "--user", "--map-root-user", "--net", "sh", "-c");

  // From then on every address, of both families, is this machine's.
  private static final String EVERY_ADDRESS =
      "ip link set lo up && ip route add local 0.0.0.0/0 dev lo"
          + " && ip -6 route add local ::/0 dev lo && ";

  static Stream<HostileUrl> urls() {
    return HostileUrl.all().stream();
  }

  @Test
  void thereAreAsManyAsPromised() {
    assertThat(HostileUrl.all()).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("urls")
  void nameOrAddressIsRefused(HostileUrl url) {
    URI uri;
    try {
      uri = URI.create(url.text());
    } catch (IllegalArgumentException e) {
      return;
    }
    EgressGuard guard = new EgressGuard(EgressSettings.defaults());
    if (guard.checkUrl(uri, Tenant.NONE).isEmpty()) {
      assertThat(url.answers())
          .as("no answer is forbidden")
          .anyMatch(answer ->
              answer.stream()
                  .anyMatch(address ->
                      guard.addresses(Optional.empty()).check(uri.getHost(), address).isPresent()));
    }
  }

  /**
   * In a network namespace where every address answers, so that each connection shows with the
   * address that it was made to, and the kernel counts those that were only begun.
   */
  @Test
  void nothingForbiddenIsConnectedTo() throws Exception {
    Assumptions.assumeTrue(
        run("true").exit() == 0,
        "needs Linux, unshare, ip and user namespaces; see docs/testing.md");
    Run run =
        run(
            "exec '%s' -Xmx128m -cp '%s' %s"
                .formatted(
                    Path.of(System.getProperty("java.home"), "bin", "java"),
                    System.getProperty("java.class.path"),
                    HostileUrlsMain.class.getName()));
    assertThat(run.exit()).as(String.join("\n", run.lines())).isZero();
    Map<String, Map<String, Long>> seen = new HashMap<>();
    for (String line : run.lines()) {
      String[] parts = line.split("\t", -1);
      if (parts.length == 3) {
        seen.computeIfAbsent(parts[0], _ -> new HashMap<>())
            .put(parts[1], Long.parseLong(parts[2]));
      }
    }
    // What looks can see: the one forbidden connection that the test itself made.
    assertThat(seen.get("control")).containsExactly(Map.entry("1", 1L));
    Map<String, Long> accepted = seen.getOrDefault("accepted", Map.of());
    assertThat(accepted.remove("169.254.169.254")).isEqualTo(1);
    assertThat(accepted).containsOnlyKeys(HostileUrl.ALLOWED.getHostAddress());
    // None was begun to a port where nobody listens.
    seen.getOrDefault("begun", Map.of())
        .forEach((begun, all) -> assertThat(Long.parseLong(begun)).isEqualTo(all));
    assertThat(seen).containsKey("begun").doesNotContainKey("verified");
    // Each URL was pointed to by redirect, challenge and stream.
    long urls = HostileUrl.all().size();
    assertThat(accepted.values()).allMatch(times -> times >= 3 * urls);
    assertThat(sum(seen.getOrDefault("result", Map.of()), "redirect REDIRECT_REFUSED"))
        .isEqualTo(urls);
    assertThat(sum(seen.getOrDefault("result", Map.of()), "challenge CREDENTIAL_REQUIRED"))
        .isEqualTo(urls);
  }

  private static long sum(Map<String, Long> results, String what) {
    return results.getOrDefault(what, 0L);
  }

  private record Run(int exit, List<String> lines) {}

  private static Run run(String command) throws Exception {
    Process process =
        new ProcessBuilder(
                Stream.concat(OWN_NAMESPACE.stream(), Stream.of(EVERY_ADDRESS + command)).toList())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(240, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return new Run(process.waitFor(), output.lines().toList());
  }
}
