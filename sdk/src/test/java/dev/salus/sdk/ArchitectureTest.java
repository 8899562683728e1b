package dev.salus.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The dependency rules of the architecture page, as far as this module can break them. */
final class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.salus.sdk");

  @Test
  void theClientKnowsOfTheServerTheProtocolAndTheContractsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.salus.core",
            "dev.salus.core.identity..",
            "dev.salus.core.crypto..",
            "dev.salus.core.entities..",
            "dev.salus.core.sharing..",
            "dev.salus.core.rules..",
            "dev.salus.core.storeaccess..",
            "dev.salus.storage..",
            "dev.salus.gateway..")
        .check(ALL);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("dev.salus.sdk.(*)..").should().beFreeOfCycles().check(ALL);
  }

  @Test
  void theCipherIsReachedThroughTheCryptoPackageOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.salus.sdk.crypto..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.bouncycastle..")
        .check(ALL);
  }
}
