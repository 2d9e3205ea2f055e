package dev.toolrack.testbed.junit;

import dev.toolrack.testbed.ApiRequests;
import dev.toolrack.testbed.ControlPlane;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link KubernetesApi} does. */
public final class KubernetesApiExtension implements BeforeAllCallback, ParameterResolver {
  private static final Namespace STORE = Namespace.create(KubernetesApiExtension.class);
  private static final int LONGEST_PREFIX = 40;

  private static final Map<Class<?>, BiFunction<SharedApi, ExtensionContext, Object>> PARAMETERS =
      Map.of(
          ControlPlane.class, (api, _) -> api.controlPlane(),
          KubernetesClient.class, (api, _) -> api.client(),
          Config.class, (api, _) -> api.controlPlane().config(),
          ApiRequests.class, (api, _) -> new ApiRequests(api.client()),
          TestNamespace.class, KubernetesApiExtension::namespace);

  @Override
  public void beforeAll(ExtensionContext context) {
    var api = api(context);
    var annotation = context.getRequiredTestClass().getAnnotation(KubernetesApi.class);
    if (annotation != null) { // a nested class has none of its own
      api.install(annotation.crds());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var resolve = PARAMETERS.get(parameter.getParameter().getType());
    if (resolve == null) {
      throw new IllegalStateException("Not asked for: " + parameter);
    }
    return resolve.apply(api(context), context);
  }

  private static SharedApi api(ExtensionContext context) {
    // The session, not the engine: several engines or test plans in one JVM share the server too.
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, STORE)
        .computeIfAbsent(SharedApi.class, _ -> SharedApi.start(), SharedApi.class);
  }

  private static TestNamespace namespace(SharedApi api, ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(
            TestNamespace.class,
            _ -> NamespaceLease.take(api.client(), context.getRequiredTestClass()),
            NamespaceLease.class)
        .namespace();
  }

  /** Closed by JUnit together with the context that asked for the namespace. */
  private record NamespaceLease(KubernetesClient client, TestNamespace namespace)
      implements AutoCloseable {

    static NamespaceLease take(KubernetesClient client, Class<?> testClass) {
      var prefix =
          testClass
              .getSimpleName()
              .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
              .replaceAll("[^A-Za-z0-9-]", "-")
              .toLowerCase(Locale.ROOT);
      prefix = prefix.substring(0, Math.min(LONGEST_PREFIX, prefix.length()));
      var name = prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
      client
          .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
          .create();
      return new NamespaceLease(client, new TestNamespace(name));
    }

    @Override
    public void close() {
      client.namespaces().withName(namespace.name()).delete();
    }
  }
}
