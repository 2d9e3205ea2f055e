package dev.toolrack.mcp;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The client side of MCP knows nothing of Kubernetes, nor of what is decided. */
class McpWallsTest {
  private static final JavaClasses MCP =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.toolrack.mcp");

  @Test
  void knowsJavaAndJsonOnly() {
    classes()
        .that()
        .resideInAPackage("dev.toolrack.mcp..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.net.ssl..",
            "dev.toolrack.mcp..",
            "com.fasterxml.jackson.core..",
            "com.nimbusds..",
            "org.jspecify.annotations..")
        .check(MCP);
  }

  @Test
  void onlyOauthKnowsItsLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.toolrack.mcp.oauth..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds..")
        .check(MCP);
  }

  /** Its messages are used, its connections would pass the guard by. */
  @Test
  void theLibrarySendsNothing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds.oauth2.sdk.http..")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("com.nimbusds.jose.util")
        .check(MCP);
  }

  @Test
  void readsNoSettingsAndPrintsNothing() {
    noClasses()
        .should()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(MCP);
  }
}
