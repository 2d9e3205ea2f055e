package dev.toolrack.operator.shell.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;

class WritesUnderWayTest {
  private final WritesUnderWay underWay = new WritesUnderWay();

  @Test
  void newsOfTheWriteItselfIsHeldBackAndForgotten() {
    try (var write = underWay.begin(version("1"))) {
      assertThat(underWay.holdsBack(version("2"))).isTrue();
      assertThat(write.metOthers(version("2"))).isFalse();
      assertThat(underWay.holdsBack(version("3"))).isFalse();
    }
    assertThat(underWay.holdsBack(version("2"))).isFalse();
  }

  @Test
  void afterAFailureNothingIsHeldBack() {
    try (var _ = underWay.begin(version("1"))) {
      assertThat(underWay.holdsBack(version("2"))).isTrue();
    }
    assertThat(underWay.holdsBack(version("3"))).isFalse();
  }

  @Test
  void newsOfSomebodyElsesWriteIsToldToWhoeverWrites() {
    try (var write = underWay.begin(version("1"))) {
      assertThat(underWay.holdsBack(version("3"))).isTrue();
      assertThat(underWay.holdsBack(version("2"))).isTrue();
      assertThat(write.metOthers(version("2"))).isTrue();
    }
    try (var next = underWay.begin(version("3"))) {
      assertThat(next.metOthers(version("4"))).isFalse();
    }
  }

  @Test
  void nothingElseIsHeldBack() {
    ConfigMap elsewhere =
        new ConfigMapBuilder(version("2")).editMetadata().withNamespace("b").endMetadata().build();
    ConfigMap another =
        new ConfigMapBuilder(version("2")).editMetadata().withName("y").endMetadata().build();
    Secret secret = new SecretBuilder().withMetadata(version("2").getMetadata()).build();
    try (var _ = underWay.begin(version("1"))) {
      assertThat(underWay.holdsBack(elsewhere)).isFalse();
      assertThat(underWay.holdsBack(another)).isFalse();
      assertThat(underWay.holdsBack(secret)).isFalse();
    }
  }

  private static ConfigMap version(String resourceVersion) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withNamespace("a")
        .withName("x")
        .withResourceVersion(resourceVersion)
        .endMetadata()
        .build();
  }
}
