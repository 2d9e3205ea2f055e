package dev.toolrack.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Decisions depend on what they are given and on nothing else. */
class CoreWallsTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.toolrack.core");

  /** What tells the time, the dice or the machine apart from one run to the next. */
  private static final Set<String> SOURCES =
      Set.of(
          "java.lang.System.currentTimeMillis",
          "java.lang.System.nanoTime",
          "java.lang.System.getProperty",
          "java.lang.System.getProperties",
          "java.lang.System.getenv",
          "java.lang.System.identityHashCode",
          "java.lang.Math.random",
          "java.util.UUID.randomUUID",
          "java.util.Locale.getDefault",
          "java.util.TimeZone.getDefault",
          "java.time.ZoneId.systemDefault",
          "java.lang.Integer.getInteger",
          "java.lang.Long.getLong",
          "java.lang.Boolean.getBoolean",
          "java.util.Collections.shuffle");

  @Test
  void dependsOnWhatItIsGiven() {
    classes()
        .that()
        .resideInAPackage("dev.toolrack.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "dev.toolrack.core..",
            "dev.toolrack.crds..",
            "io.fabric8.kubernetes.api.model..",
            "com.fasterxml.jackson..",
            "org.erdtman.jcs..",
            "org.jspecify.annotations..")
        .check(CORE);
  }

  @Test
  void touchesNeitherFilesNorNetworkNorThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.concurrent..",
            "java.util.logging..",
            "java.nio.file..",
            "java.net.http..",
            "java.sql..",
            "javax.net..")
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.lang\\.(Thread|Process|ProcessBuilder|Runtime)"
                + "|java\\.io\\.(File|FileInputStream|FileOutputStream)"
                + "|java\\.net\\.(Socket|URL|URLConnection|InetAddress)")
        .check(CORE);
  }

  @Test
  void hasNoClockAndNoDice() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.time\\.(Clock|InstantSource)"
                + "|java\\.util\\.(Random|SplittableRandom|Timer)|java\\.util\\.random\\..*"
                + "|java\\.security\\.SecureRandom")
        .orShould()
        .callMethodWhere(
            describe(
                "reads the clock, the dice or the machine",
                (JavaCall<?> call) ->
                    SOURCES.contains(
                            call.getTargetOwner().getName() + "." + call.getTarget().getName())
                        || (call.getTargetOwner().getPackageName().equals("java.time")
                            && call.getTarget().getName().equals("now"))))
        .check(CORE);
  }

  @Test
  void printsNothing() {
    noClasses()
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(CORE);
  }

  /** Packages depend on each other in one direction only. */
  @Test
  void decidesInLayers() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..core.address..",
            "..core.naming..",
            "..core.scope..",
            "..core.policy..",
            "..core.tool..",
            "..core.lookup..",
            "..core.status..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..core.binding..",
            "..core.integration..",
            "..core.connector..",
            "..core.catalog..",
            "..core.render..",
            "..core.view..")
        .check(CORE);
    noClasses()
        .that()
        .resideInAPackage("..core.binding..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..core.integration..", "..core.connector..", "..core.catalog..")
        .because("a binding never reads a connector, and of integrations only spec and view")
        .check(CORE);
  }

  @Test
  void everyPackageIsNullMarked() throws ClassNotFoundException {
    Set<String> packages =
        CORE.stream().map(c -> c.getPackageName()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).hasSizeGreaterThan(10);
    for (String name : packages) {
      Class<?> info = Class.forName(name + ".package-info");
      assertThat(info.isAnnotationPresent(NullMarked.class)).as(name).isTrue();
    }
  }
}
