package dev.toolrack.operator.shell.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolrack.operator.edge.EnabledNamespaces;
import dev.toolrack.operator.shell.settings.SettingsFile.InvalidSettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamespacesSettingTest {

  @Test
  void listsThoseThatAreEnabled() throws InvalidSettingsException {
    var listed = EnabledNamespaces.of(SettingsFile.parse("namespaces: [acme, a-1]").namespaces());
    assertThat(listed.contains("acme")).isTrue();
    assertThat(listed.contains("a-1")).isTrue();
    assertThat(listed.contains("other")).isFalse();
    var all = EnabledNamespaces.of(SettingsFile.parse("log: {level: info}").namespaces());
    assertThat(all.contains("other")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Acme", "a.b", "-a", "a-", "''", "'*'", "'a b'"})
  void refusesWhatIsNoName(String name) {
    assertThatThrownBy(() -> SettingsFile.parse("namespaces: [" + name + "]"))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContaining("is no name of a namespace");
  }
}
