package dev.toolrack.operator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.toolrack.operator.shell.Main;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between the modules (docs/architecture.md). */
class WallsTest {
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(
              "dev.toolrack.crds",
              "dev.toolrack.core",
              "dev.toolrack.mcp",
              "dev.toolrack.operator");

  @Test
  void everyModuleIsLookedAt() {
    for (String module : new String[] {"crds", "core", "mcp", "operator"}) {
      assertThat(ALL.stream().filter(c -> c.getPackageName().startsWith("dev.toolrack." + module)))
          .as(module)
          .hasSizeGreaterThan(10);
    }
  }

  @Test
  void onlyTheOperatorKnowsItsFramework() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.toolrack.operator..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javaoperatorsdk..", "io.micrometer..", "org.slf4j..", "picocli..")
        .check(ALL);
  }

  @Test
  void nobodyKnowsTheOperator() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.toolrack.operator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.toolrack.operator..")
        .check(ALL);
  }

  @Test
  void theClientOfMcpKnowsNoKubernetes() {
    noClasses()
        .that()
        .resideInAPackage("dev.toolrack.mcp..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.fabric8..", "dev.toolrack.crds..", "dev.toolrack.core..")
        .check(ALL);
  }

  /** It verifies; calling tools is for agents, and for people at a shell. */
  @Test
  void theOperatorCallsNoTools() {
    noClasses()
        .that()
        .resideInAPackage("dev.toolrack.operator..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.toolrack.mcp.call..")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.toolrack.mcp.Question")
        .check(ALL);
  }

  /** References between kinds are a table: what is declared there writes nothing. */
  @Test
  void edgesKnowNotWhatIsDoneWithThem() {
    noClasses()
        .that()
        .resideInAPackage("dev.toolrack.operator.edge..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.toolrack.operator.shell..")
        .check(ALL);
  }

  @Test
  void onlyMainPrintsAndReadsTheEnvironment() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(Main.class)
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(ALL);
  }

  @Test
  void aNameSaysWhatItIs() {
    noClasses().should().haveSimpleNameEndingWith("Util").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(ALL);
    noClasses().should().haveSimpleNameEndingWith("Manager").check(ALL);
  }

  @Test
  void everyPackageIsNullMarked() throws ClassNotFoundException {
    var packages =
        ALL.stream().map(JavaClass::getPackageName).collect(Collectors.toCollection(TreeSet::new));
    assertThat(packages).hasSizeGreaterThan(20);
    for (String name : packages) {
      assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
          .as(name)
          .isTrue();
    }
  }
}
