package dev.salus.protocol;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of the architecture page, as far as this module can break them. */
final class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.salus.protocol", "dev.salus.api");

  @Test
  void theProtocolStandsOnNothingElseOfSalus() {
    classes()
        .that()
        .resideInAPackage("dev.salus.protocol..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.salus.protocol..",
            "java..",
            // of the JDK, and nothing happens until somebody records
            "jdk.jfr..",
            "com.fasterxml.jackson.core..",
            "io.vertx.core.json..",
            "org.bouncycastle..",
            "org.jspecify.annotations..")
        .check(ALL);
  }

  @Test
  void contractsStandOnTheProtocolAndVertxOnly() {
    classes()
        .that()
        .resideInAPackage("dev.salus.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.salus.protocol..",
            "dev.salus.api..",
            "java..",
            "io.vertx..",
            "org.slf4j..",
            "org.jspecify.annotations..")
        .check(ALL);
  }
}
