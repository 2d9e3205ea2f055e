package dev.toolrack.core.naming;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.core.address.HttpUrl;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {

  @Tag("name-2")
  @Tag("name-3")
  @ParameterizedTest
  @CsvSource({
    "github, create_issue, mcp__github__create_issue",
    "my-git, Create-Issue, mcp__my-git__Create-Issue",
    "github, issues.list, mcp__github__issues_list_HASH",
    "g, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
        + "mcp__g__aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    "g, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, "
        + "mcp__g__aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_HASH",
  })
  void llmNames(String alias, String tool, String expected) {
    String hash = Sha256.hex(ToolNames.id(alias, tool)).substring(0, 8);
    assertThat(ToolNames.llmName(alias, tool)).isEqualTo(expected.replace("HASH", hash));
  }

  @Test
  void goldenNames() {
    // printf 'mcp:github:issues.list' | sha256sum
    assertThat(ToolNames.llmName("github", "issues.list"))
        .isEqualTo("mcp__github__issues_list_c83cfcef");
  }

  @Test
  void llmNamesAreSafeAndDistinct() {
    Random random = new Random(3);
    Set<String> ids = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder tool = new StringBuilder();
      int length = 1 + random.nextInt(i % 10 == 0 ? 128 : 4);
      for (int j = 0; j < length; j++) {
        tool.append("ab._-A".charAt(random.nextInt(6)));
      }
      String alias = random.nextBoolean() ? "x" : "y-z";
      String name = ToolNames.llmName(alias, tool.toString());
      assertThat(name).matches("[A-Za-z0-9_-]{1,64}");
      ids.add(ToolNames.id(alias, tool.toString()));
      names.add(name);
    }
    assertThat(names).hasSameSizeAs(ids);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "github, -, github",
        "github-2, -, github-2",
        "some.long.name, gh, gh",
        "a1-b2-c3, -, a1-b2-c3",
        "abcdefghijklmnopqrstuvwxyz012345, -, abcdefghijklmnopqrstuvwxyz012345",
      })
  void aliases(String name, @Nullable String alias, String effective) {
    assertThat(Alias.effective(name, alias)).isEqualTo(new Alias.Valid(effective));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1a",
        "a.b",
        "a_b",
        "A",
        "-a",
        "a-",
        "a--b",
        "abcdefghijklmnopqrstuvwxyz0123456",
        "ä"
      })
  void noAliases(String text) {
    assertThat(Alias.effective(text, null))
        .isInstanceOfSatisfying(
            Alias.Invalid.class, a -> assertThat(a.message()).contains("set spec.alias"));
    assertThat(Alias.effective("good", text)).isInstanceOf(Alias.Invalid.class);
  }

  @ParameterizedTest
  @CsvSource({
    "5m, 300000",
    "1h30m, 5400000",
    "10s, 10000",
    "1500ms, 1500",
    "1m5ms, 60005",
    "1h1m1s1ms, 3661001",
    "99999h, 359996400000",
    "0s, 0",
  })
  void durations(String text, long millis) {
    assertThat(Durations.parse(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "5d", "-5m", "1.5h", "5 m", "100000s", "1s1s1s1s1s", "5M"})
  void noDurations(String text) {
    assertThat(Durations.parse(text)).isEmpty();
  }

  private static HttpUrl url(String text) {
    return HttpUrl.parse(text).orElseThrow();
  }

  @Test
  void credentialKeys() {
    HttpUrl server = url("https://eu.mcp.example.com/mcp");
    // printf 'acme/github\nhttps\neu.mcp.example.com\n443\nauthorization' | sha256sum
    assertThat(CredentialKey.bearer("github", "acme/github", server))
        .isEqualTo("MCP_GITHUB_1D4F5390_TOKEN");
    assertThat(CredentialKey.header("my-git", "acme/github", server, "X-Api-Key"))
        .matches("MCP_MY_GIT_[0-9A-F]{8}_X_API_KEY");
    assertThat(CredentialKey.placeholder("K")).isEqualTo("${K}");
  }

  @Test
  void anotherSourceOrDestinationIsAnotherKey() {
    Set<String> keys = new HashSet<>();
    for (String destination :
        new String[] {
          "https://a.example/x",
          "https://b.example/x",
          "http://a.example/x",
          "https://a.example:8443/x"
        }) {
      for (String integration : new String[] {"acme/github", "pay/github"}) {
        keys.add(CredentialKey.bearer("github", integration, url(destination)));
        keys.add(CredentialKey.header("github", integration, url(destination), "X-Key"));
      }
    }
    assertThat(keys).hasSize(16);
    assertThat(CredentialKey.bearer("g", "a/g", url("https://A.example:443/y?q")))
        .isEqualTo(CredentialKey.bearer("g", "a/g", url("https://a.example/x")));
    assertThat(CredentialKey.header("g", "a/g", url("https://a.example"), "x-key"))
        .isEqualTo(CredentialKey.header("g", "a/g", url("https://a.example"), "X-Key"));
  }

  @Test
  void totalOnOddInput() {
    assertThat(ToolNames.llmName("", "😀")).matches("[A-Za-z0-9_-]{1,64}");
    assertThat(Durations.parse("9".repeat(100_000))).isEqualTo(Optional.empty());
    assertThat(Alias.effective("a-".repeat(100_000), null)).isInstanceOf(Alias.Invalid.class);
  }
}
