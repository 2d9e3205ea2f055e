package dev.toolrack.core.cluster;

import dev.toolrack.core.connector.BundleFacts;
import dev.toolrack.core.integration.ConfigValue;
import dev.toolrack.core.naming.Sha256;
import dev.toolrack.crds.Api;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** Makes facts of the ConfigMaps that people let connectors and integrations read. */
public final class ConfigReading {

  private ConfigReading() {}

  /** What may be known of one key. */
  public static ConfigValue value(ConfigMap config, String key) {
    return new ConfigValue(isAgreed(config), Optional.ofNullable(data(config).get(key)));
  }

  /**
   * What may be known of a bundle of certificate authorities.
   *
   * @param usable whether a text is one
   */
  public static BundleFacts bundle(ConfigMap config, String key, Predicate<String> usable) {
    String value = data(config).get(key);
    return new BundleFacts(
        isAgreed(config),
        value != null,
        value != null && usable.test(value),
        value == null ? "" : digest(value));
  }

  /** Names a value, so that it can be recognised later. */
  public static String digest(String value) {
    return Sha256.digest(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Its owner agrees; an output is never a source. */
  private static boolean isAgreed(ConfigMap config) {
    Map<String, String> labels = labels(config);
    return "true".equals(labels.get(Api.CONFIG_LABEL)) && !labels.containsKey(Api.MANAGED_LABEL);
  }

  private static Map<String, String> data(ConfigMap config) {
    return Objects.requireNonNullElse(config.getData(), Map.of());
  }

  private static Map<String, String> labels(ConfigMap config) {
    return Objects.requireNonNullElse(config.getMetadata().getLabels(), Map.of());
  }
}
