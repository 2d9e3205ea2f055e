package dev.toolrack.operator;

import dev.toolrack.crds.Api;
import dev.toolrack.crds.McpIntegration;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/**
 * Every version of the tokens that a namespace's Secrets have held, and how often integrations have
 * asked for a login. A watch misses no version, so this is the API server's own account.
 */
final class TokenHistory implements AutoCloseable {
  private static final String RECONNECT = "ReconnectRequired";

  private final Set<String> kept = ConcurrentHashMap.newKeySet();
  private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final Set<String> delivered = ConcurrentHashMap.newKeySet();
  private final ConcurrentMap<String, String> states = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Integer> reconnects = new ConcurrentHashMap<>();
  private final Consumer<Secret> onDelivery;
  private final List<Watch> watches;

  /**
   * From now on; the namespace is still empty.
   *
   * @param onDelivery told of every version of an agent's Secret
   */
  TokenHistory(KubernetesClient client, String namespace, Consumer<Secret> onDelivery) {
    this.onDelivery = onDelivery;
    watches =
        List.of(
            client.secrets().inNamespace(namespace).watch(told(this::secret)),
            client
                .resources(McpIntegration.class)
                .inNamespace(namespace)
                .watch(told(this::integration)));
  }

  /** Whether a token was ever kept in an integration's token Secret. */
  boolean kept(String token) {
    return kept.contains(token);
  }

  /** Every access token that was ever kept. */
  Set<String> accessTokens() {
    return Set.copyOf(accessTokens);
  }

  /** Every refresh token that was ever kept, and for which integration. */
  Map<String, String> refreshTokens() {
    return Map.copyOf(refreshTokens);
  }

  /** Every access token that any agent has ever had. */
  Set<String> delivered() {
    return Set.copyOf(delivered);
  }

  /** How often an integration began to ask for a login, the first time included. */
  int reconnects(String integration) {
    return reconnects.getOrDefault(integration, 0);
  }

  /** The values of a Secret, decoded. */
  static Map<String, String> values(Secret secret) {
    var values = new ConcurrentHashMap<String, String>();
    Objects.requireNonNullElse(secret.getData(), Map.<String, String>of())
        .forEach((key, value) ->
            values.put(key, new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    return values;
  }

  /** The tokens in an agent's Secret. */
  static Collection<String> tokens(Secret agents) {
    Map<String, String> values = values(agents);
    values.remove("mcp.resolved.json");
    return values.values();
  }

  @Override
  public void close() {
    watches.forEach(Watch::close);
  }

  private void secret(Secret secret) {
    Map<String, String> values = values(secret);
    String name = secret.getMetadata().getName();
    if (name.endsWith("-token")) {
      Optional.ofNullable(values.get(Api.ACCESS_TOKEN_KEY)).ifPresent(accessTokens::add);
      Optional.ofNullable(values.get(Api.REFRESH_TOKEN_KEY))
          .ifPresent(token ->
              refreshTokens.put(token, name.substring(0, name.length() - "-token".length())));
      for (String key : List.of(Api.ACCESS_TOKEN_KEY, Api.REFRESH_TOKEN_KEY)) {
        Optional.ofNullable(values.get(key)).ifPresent(kept::add);
      }
    } else if (name.endsWith("-credentials")) {
      delivered.addAll(tokens(secret));
      onDelivery.accept(secret);
    }
  }

  private void integration(McpIntegration integration) {
    var status = integration.getStatus();
    if (status != null && status.state() != null) {
      String name = integration.getMetadata().getName();
      String state = status.state().wire();
      if (!state.equals(states.put(name, state)) && state.equals(RECONNECT)) {
        reconnects.merge(name, 1, Integer::sum);
      }
    }
  }

  private static <T extends HasMetadata> Watcher<T> told(Consumer<T> listener) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, T object) {
        if (action == Action.ADDED || action == Action.MODIFIED) {
          listener.accept(object);
        }
      }

      @Override
      public void onClose(WatcherException cause) {
        throw new AssertionError("the watch that keeps the history has ended", cause);
      }
    };
  }
}
