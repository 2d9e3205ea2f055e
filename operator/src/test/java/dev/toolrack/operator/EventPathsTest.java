package dev.toolrack.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fabric8.kubernetes.client.dsl.Listable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.informers.cache.Store;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * One event costs what it concerns, and not what there is: nobody asks the API server for lists,
 * and nobody goes through a whole cache or index, but the few places that are named here with their
 * cause. Each of these is reached at the start or when an administrator changes a policy.
 */
class EventPathsTest {
  private static final String TESTS =
      EventPathsTest.class.getProtectionDomain().getCodeSource().getLocation().toString();

  private static final JavaClasses OPERATOR =
      new ClassFileImporter()
          .withImportOption(location -> !location.asURI().toString().startsWith(TESTS))
          .importPackages("dev.toolrack.operator");

  /** What hands out everything that a cache holds. */
  private static final Map<Class<?>, Set<String>> WHOLE_CACHES =
      Map.of(
          Cache.class, Set.of("list", "keys"),
          Store.class, Set.of("list", "listKeys"),
          ItemStore.class, Set.of("values", "keySet", "everybody"),
          SharedIndexInformer.class, Set.of("getStore", "getIndexer"),
          Listable.class, Set.of("list"));

  private static final Set<String> WHOLE_MAPS = Set.of("entrySet", "values", "keySet", "forEach");

  @Test
  void nobodyGoesThroughAWholeCache() {
    assertThat(callers(this::readsAWholeCache))
        .isEqualTo(
            new TreeSet<>(
                Set.of(
                    // Handed to Seating, which reads it once, before the first decision.
                    "IntegrationParts.prepare",
                    // Counted when somebody reads the metrics, and by nobody who decides.
                    "IntegrationParts.all",
                    // Whether labels of namespaces count decides about everything.
                    "IntegrationParts.wakeAll",
                    "BindingAudience.everybody",
                    // Whether it may list at all: one object, once, before the watches begin.
                    "ReadableNamespace.test")));
  }

  @Test
  void everythingIsDecidedAnewOnlyWhenAPolicyChanged() {
    assertThat(callersOf("BindingAudience.everybody")).containsExactly("BindingParts.wakeAll");
    assertThat(callersOf("BindingParts.wakeAll")).containsExactly("ToolrackOperator.wallChanged");
    assertThat(callersOf("IntegrationParts.wakeAll"))
        .containsExactly("ToolrackOperator.wallChanged");
  }

  /** Indexes of our own are maps: looked into by key, like the caches. */
  @Test
  void nobodyGoesThroughAWholeIndex() {
    assertThat(
            callers(access ->
                access.getTargetOwner().isAssignableTo(Map.class)
                    && WHOLE_MAPS.contains(access.getName())
                    && isIndexed(access.getOrigin())))
        .isEqualTo(
            new TreeSet<>(
                Set.of(
                    // A status is believed only until its bindings were decided about once.
                    "AliasRefusals.over",
                    "AliasRefusals.replace",
                    // The cluster's networks and its API server.
                    "ClusterWatch.look",
                    // The labels or annotations of one object.
                    "Slim.texts",
                    // When labels of a namespace change: as many as integrations are in use.
                    "Deliveries.usersOf")));
  }

  private boolean readsAWholeCache(JavaCodeUnitAccess<?> access) {
    return WHOLE_CACHES.entrySet().stream()
        .anyMatch(entry ->
            access.getTargetOwner().isAssignableTo(entry.getKey())
                && entry.getValue().contains(access.getName()));
  }

  private static boolean isIndexed(JavaCodeUnit origin) {
    String name = origin.getOwner().getPackageName();
    return List.of("edge", "shell.gather").stream().anyMatch(name::endsWith);
  }

  private static Collection<String> callersOf(String method) {
    return callers(access ->
        (access.getTargetOwner().getSimpleName() + "." + access.getName()).equals(method));
  }

  /** Calls and references to methods, also those within lambdas. */
  private static Set<String> callers(Predicate<JavaCodeUnitAccess<?>> wanted) {
    return OPERATOR.stream()
        // A store is asked for everything by those who are looked at here.
        .filter(type -> !type.isAssignableTo(ItemStore.class))
        .flatMap(type ->
            Stream.<JavaCodeUnitAccess<?>>concat(
                type.getMethodCallsFromSelf().stream(),
                type.getMethodReferencesFromSelf().stream()))
        .filter(wanted)
        .map(access -> access.getOriginOwner().getSimpleName() + "." + access.getOrigin().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
