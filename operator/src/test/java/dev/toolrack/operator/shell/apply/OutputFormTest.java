package dev.toolrack.operator.shell.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolrack.crds.AgentToolBinding;
import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import dev.toolrack.operator.edge.SlimStore;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputFormTest {
  private static final String TOOLSET = "-toolset";
  private static final String OWNER_UID = "0b5b2f2c-6a0c-4a0a-8d3a-3b0a51e9a001";

  /** What nobody but a cache should know of. */
  private static final String IN_MEMORY = "in-memory.toolrack.dev/digest";

  private final OutputDigest digest = new OutputDigest();
  private final OutputForm<ConfigMap> form =
      OutputForm.ofBinding(digest, ConfigMap::new, Labels.TOOLSET, TOOLSET);

  /** What others may have done to an output. */
  enum Meddling {
    NONE,
    ANOTHER_LABEL,
    ANOTHER_VALUE,
    NO_LABELS,
    NO_MARK,
    ANOTHER_MARK,
    NO_OWNER,
    ANOTHER_OWNER,
    BLOCKING_OWNER,
    IMMUTABLE,
    GOING,
    NO_DIGEST,
    SHORT_DIGEST,
    STRANGE_UID,
    STRANGE_NAME
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptGivesTheSlimObjectBack(Meddling meddling) {
    ConfigMap full = meddled(meddling);
    var store = new SlimStore<>(form);
    String key = store.getKey(full);
    assertThat(store.put(key, full)).isNull();
    assertThat(store.get(key)).isEqualTo(digest.slim(full));
    assertThat(store.values()).containsExactly(digest.slim(full));
    assertThat(store.remove(key)).isEqualTo(digest.slim(full));
    assertThat(store.get(key)).isNull();
  }

  /** Otherwise the test above would say nothing about the small form. */
  @ParameterizedTest
  @EnumSource
  void onlyWhatNobodyMeddledWithIsSmall(Meddling meddling) {
    ConfigMap full = meddled(meddling);
    assertThat(form.pack(full) instanceof HasMetadata).isEqualTo(meddling != Meddling.NONE);
  }

  @Test
  void annotationsOfOthersAreNotKept() {
    ConfigMap full = toolset();
    full.getMetadata()
        .setAnnotations(
            Map.of(Api.OWNER_ANNOTATION, OWNER_UID, "argocd.argoproj.io/tracking-id", "x"));
    assertThat(form.pack(full)).isNotInstanceOf(HasMetadata.class);
  }

  @Test
  void theDigestIsThatOfTheWhole() {
    ConfigMap full = toolset();
    ConfigMap kept = form.unpack("acme/bot-toolset", form.pack(full));
    assertThat(digest.of(kept)).isEqualTo(digest.of(full));
    full.setData(Map.of("toolset.json", "[]"));
    assertThat(digest.of(kept)).isNotEqualTo(digest.of(full));
    assertThat(Ownership.of(kept, OWNER_UID)).isEqualTo(Ownership.OURS);
  }

  /** The watch may be quicker than the answer to the write that it tells of. */
  @Test
  void whatTheWatchToldBeforeTheAnswerIsKnownOnceTheAnswerIsThere() {
    var store = new SlimStore<>(form);
    ConfigMap full = toolset();
    String key = store.getKey(full);
    store.put(key, metadataOf(full));
    assertThat(digest.isKnown(kept(store, key))).isFalse();
    digest.written(metadataOf(full), digest.of(full));
    assertThat(digest.of(kept(store, key))).isEqualTo(digest.of(full));
    othersAreWritten();
    assertThat(digest.of(kept(store, key))).isEqualTo(digest.of(full));
  }

  @Test
  void theAnswerToAWriteSaysNothingAboutLaterVersions() {
    var store = new SlimStore<>(form);
    ConfigMap later = metadataOf(toolset());
    String key = store.getKey(later);
    later.getMetadata().setResourceVersion("4712");
    store.put(key, later);
    digest.written(metadataOf(toolset()), digest.of(toolset()));
    assertThat(digest.isKnown(kept(store, key))).isFalse();
  }

  private static ConfigMap kept(SlimStore<ConfigMap, Object> store, String key) {
    return Objects.requireNonNull(store.get(key));
  }

  /** So many that what is remembered of a write for a short while falls out. */
  private void othersAreWritten() {
    for (int i = 0; i < 10_000; i++) {
      ConfigMap other = metadataOf(toolset());
      other.getMetadata().setUid("other-" + i);
      digest.written(other, digest.of(toolset()));
    }
  }

  private static ConfigMap metadataOf(ConfigMap full) {
    ConfigMap metadata = new ConfigMapBuilder(full).withData(null).build();
    metadata.setKind(MetadataWatches.KIND);
    return metadata;
  }

  @Test
  void secretsAndCatalogsAreSmallToo() {
    Secret secret =
        new SecretBuilder()
            .withMetadata(
                stored(
                    Labels.ofBinding(
                        owner(new AgentToolBinding()), "bot-credentials", Labels.CREDENTIALS)))
            .withData(Map.of("KEY", "dmFsdWU="))
            .build();
    var credentials = OutputForm.ofBinding(digest, Secret::new, Labels.CREDENTIALS, "-credentials");
    assertThat(credentials.pack(secret)).isNotInstanceOf(HasMetadata.class);
    ConfigMap catalog =
        new ConfigMapBuilder()
            .withMetadata(
                stored(
                    Labels.ofIntegration(
                        owner(new McpIntegration()), "bot-catalog", Labels.CATALOG)))
            .build();
    var catalogs = OutputForm.ofIntegration(digest, ConfigMap::new, Labels.CATALOG, "-catalog");
    assertThat(catalogs.pack(catalog)).isNotInstanceOf(HasMetadata.class);
    assertThat(catalogs.unpack("acme/bot-catalog", catalogs.pack(catalog)))
        .isEqualTo(digest.slim(catalog));
  }

  private static ConfigMap meddled(Meddling meddling) {
    var map = new ConfigMapBuilder(toolset());
    var metadata = map.editMetadata();
    return switch (meddling) {
      case NONE -> map.build();
      case IMMUTABLE -> map.withImmutable(true).build();
      case ANOTHER_LABEL -> metadata.addToLabels("team", "red").endMetadata().build();
      case ANOTHER_VALUE -> metadata.addToLabels(Api.BINDING_LABEL, "other").endMetadata().build();
      case NO_LABELS -> metadata.withLabels(Map.of()).endMetadata().build();
      case NO_MARK -> metadata.withAnnotations(Map.of()).endMetadata().build();
      case ANOTHER_MARK ->
          metadata.addToAnnotations(Api.OWNER_ANNOTATION, "me").endMetadata().build();
      case NO_OWNER -> metadata.withOwnerReferences(List.of()).endMetadata().build();
      case ANOTHER_OWNER ->
          metadata
              .addToOwnerReferences(
                  new OwnerReferenceBuilder().withKind("Pod").withName("pod").build())
              .endMetadata()
              .build();
      case BLOCKING_OWNER ->
          metadata
              .editFirstOwnerReference()
              .withBlockOwnerDeletion(true)
              .endOwnerReference()
              .endMetadata()
              .build();
      case GOING -> metadata.withDeletionTimestamp("2026-11-21T10:00:00Z").endMetadata().build();
      case NO_DIGEST -> metadata.addToAnnotations(IN_MEMORY, "not base64!").endMetadata().build();
      case SHORT_DIGEST -> metadata.addToAnnotations(IN_MEMORY, "AAAA").endMetadata().build();
      case STRANGE_UID -> metadata.withUid("0-1-2-3-4").endMetadata().build();
      case STRANGE_NAME -> metadata.withName("bot").endMetadata().build();
    };
  }

  private static ConfigMap toolset() {
    return new ConfigMapBuilder()
        .withMetadata(
            stored(
                Labels.ofBinding(owner(new AgentToolBinding()), "bot" + TOOLSET, Labels.TOOLSET)))
        .withData(Map.of("toolset.json", "{}"))
        .build();
  }

  /** As the API server gives it back. */
  private static ObjectMeta stored(ObjectMeta desired) {
    return new ObjectMetaBuilder(desired)
        .withUid("7a3d1a36-21d1-4b22-9c55-1f6de30a0b02")
        .withResourceVersion("4711")
        .withCreationTimestamp("2026-11-21T09:00:00Z")
        .build();
  }

  private static <P extends HasMetadata> P owner(P owner) {
    owner.setMetadata(
        new ObjectMetaBuilder().withName("bot").withNamespace("acme").withUid(OWNER_UID).build());
    return owner;
  }
}
