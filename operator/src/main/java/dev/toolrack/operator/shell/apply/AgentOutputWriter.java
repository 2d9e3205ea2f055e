package dev.toolrack.operator.shell.apply;

import dev.toolrack.core.render.AgentOutputs;
import dev.toolrack.core.render.CredentialSource;
import dev.toolrack.core.status.ConditionType;
import dev.toolrack.core.status.Finding;
import dev.toolrack.core.status.Reason;
import dev.toolrack.crds.AgentToolBinding;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Brings an agent's two outputs into the decided form: the Secret first, so that a toolset never
 * lists a server whose key was not delivered yet. Secret values are joined here, at the last
 * moment.
 */
public final class AgentOutputWriter {
  private final OwnedObjects<Secret> secrets;
  private final OwnedObjects<ConfigMap> toolsets;
  private final Function<CredentialSource, Optional<String>> values;

  /**
   * @param values the value of a source, while its Secret is the one that was resolved
   */
  public AgentOutputWriter(
      OwnedObjects<Secret> secrets,
      OwnedObjects<ConfigMap> toolsets,
      Function<CredentialSource, Optional<String>> values) {
    this.secrets = secrets;
    this.toolsets = toolsets;
    this.values = values;
  }

  /**
   * Whether a Secret refuses to be delivered now: gone, replaced, without consent, or not lent.
   * Whoever decides leaves its servers out and keeps the rest.
   */
  public boolean refused(CredentialSource source) {
    return values.apply(source).isEmpty();
  }

  /** Whether one of the two outputs is missing, as far as their caches know. */
  public boolean isIncomplete(AgentToolBinding binding) {
    String namespace = binding.getMetadata().getNamespace();
    String name = binding.getMetadata().getName();
    return secrets.cached(namespace, AgentOutputs.credentialsName(name)).isEmpty()
        || toolsets.cached(namespace, AgentOutputs.toolsetName(name)).isEmpty();
  }

  /** Writes what differs; the finding says how it went. */
  public Finding write(AgentToolBinding binding, AgentOutputs outputs) {
    var joined = new HashMap<String, String>();
    for (Map.Entry<String, CredentialSource> entry : outputs.credentials().entrySet()) {
      Optional<String> value = values.apply(entry.getValue());
      if (value.isEmpty()) {
        // It was there a moment ago, see refused().
        return Finding.of(ConditionType.DELIVERED, Reason.OUTPUT_CONFLICT);
      }
      joined.put(entry.getKey(), value.get());
    }
    ConfigMap toolset = toolset(binding, outputs);
    if (toolsets.isTaken(toolset)) {
      takeKeysBack(binding);
      return finding(Written.NAME_TAKEN, "ConfigMap " + toolset.getMetadata().getName());
    }
    Secret secret = secret(binding, outputs.secretData(key -> joined.getOrDefault(key, "")));
    Written written = first(() -> secrets.ensure(secret), () -> toolsets.ensure(toolset));
    return written == Written.UNCHANGED || written == Written.CHANGED
        ? finding(toolsets.ensure(toolset), "ConfigMap " + toolset.getMetadata().getName())
        : finding(written, "Secret " + secret.getMetadata().getName());
  }

  /**
   * Takes everything out of the outputs of a binding that is about to go; none is made anew.
   *
   * @return whether it is done
   */
  public boolean reduce(AgentToolBinding binding, AgentOutputs outputs) {
    Secret secret = secret(binding, outputs.secretData(key -> ""));
    ConfigMap toolset = toolset(binding, outputs);
    Written keys = first(() -> secrets.reduce(secret), () -> toolsets.reduce(toolset));
    return toolsets.reduce(toolset) != Written.CONFLICT && keys != Written.CONFLICT;
  }

  /**
   * A toolset does not wait for a Secret that cannot be written: what is withdrawn must leave it,
   * and readers know that a server whose key is absent is unavailable.
   */
  private static Written first(Supplier<Written> secret, Runnable toolset) {
    try {
      return secret.get();
    } catch (KubernetesClientException refused) {
      try {
        toolset.run();
      } catch (KubernetesClientException e) {
        refused.addSuppressed(e);
      }
      throw refused;
    }
  }

  /** An agent without a toolset keeps no keys; a Secret that is not there is not made for that. */
  private void takeKeysBack(AgentToolBinding binding) {
    secrets.reduce(secret(binding, AgentOutputs.nothing().secretData(key -> "")));
  }

  private static Finding finding(Written written, String object) {
    return switch (written) {
      case UNCHANGED, CHANGED -> Finding.of(ConditionType.DELIVERED, Reason.DELIVERED);
      case NAME_TAKEN ->
          Finding.of(
              ConditionType.DELIVERED,
              Reason.OUTPUT_NAME_TAKEN,
              "%s exists and is not this binding's. %s"
                  .formatted(object, Reason.OUTPUT_NAME_TAKEN.remedy()));
      case CONFLICT -> Finding.of(ConditionType.DELIVERED, Reason.OUTPUT_CONFLICT);
    };
  }

  private static Secret secret(AgentToolBinding binding, Map<String, String> values) {
    var data = new TreeMap<String, String>();
    values.forEach((key, value) -> data.put(key, base64(value)));
    return new SecretBuilder()
        .withMetadata(
            Labels.ofBinding(
                binding,
                AgentOutputs.credentialsName(binding.getMetadata().getName()),
                Labels.CREDENTIALS))
        .withType("Opaque")
        .withData(data)
        .build();
  }

  private static ConfigMap toolset(AgentToolBinding binding, AgentOutputs outputs) {
    return new ConfigMapBuilder()
        .withMetadata(
            Labels.ofBinding(
                binding, AgentOutputs.toolsetName(binding.getMetadata().getName()), Labels.TOOLSET))
        .withData(outputs.toolset())
        .build();
  }

  private static String base64(String value) {
    return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
  }
}
