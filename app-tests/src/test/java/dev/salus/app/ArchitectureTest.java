package dev.salus.app;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.Test;

/** The dependency rules of the architecture page over everything that goes into the jar. */
final class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.salus");

  private static final SliceAssignment EACH_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return type.getPackageName().startsWith("dev.salus")
              ? SliceIdentifier.of(type.getPackageName())
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "each package of each module";
        }
      };

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().check(ALL);
  }

  /** Else a scenario is a helper of another one; what both need is in {@code stage}. */
  @Test
  void foldersOfScenariosFormNoCycle() {
    JavaClasses scenarios = new ClassFileImporter().importPackages("dev.salus.app.scenarios");
    slices().matching("dev.salus.app.scenarios.(*)..").should().beFreeOfCycles().check(scenarios);
  }

  @Test
  void onlyTheAppAndTheTestKitUseTheClient() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.salus.sdk..", "dev.salus.app..", "dev.salus.testkit..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.salus.sdk..")
        .check(ALL);
  }

  @Test
  void whatTalksToAPersonIsInTheAppOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.salus.app..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.jline..", "com.google.zxing..", "me.gosimple..", "me.tongfei..", "picocli..")
        .check(ALL);
  }

  @Test
  void theTerminalIsTakenInOnePlace() {
    noClasses()
        .that()
        .resideInAPackage("dev.salus..")
        .and()
        .resideOutsideOfPackage("dev.salus.app.terminal")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.jline.terminal..", "org.jline.reader..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(java.io.Console.class)
        .check(ALL);
  }

  /** By default one does not start where the directory for temporary files cannot be written to. */
  @Test
  void commandsMakeNoVertxThatWritesFiles() {
    noClasses()
        .that()
        .resideInAPackage("dev.salus.app..")
        .and()
        .resideOutsideOfPackage("dev.salus.app.vertx")
        .should()
        .callMethodWhere(
            target(owner(assignableTo(Vertx.class)))
                .and(target(nameMatching("vertx|builder|clusteredVertx"))))
        .check(ALL);
  }

  @Test
  void storesKnowTheirContractOnly() {
    noClasses()
        .that()
        .resideInAPackage("dev.salus.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.salus.core..", "dev.salus.sdk..", "dev.salus.gateway..")
        .check(ALL);
  }

  @Test
  void nobodyNamesAStorePlugin() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.salus.storage.memory..",
            "dev.salus.storage.sqlite..",
            "dev.salus.storage.couchdb..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.salus.storage.memory..",
            "dev.salus.storage.sqlite..",
            "dev.salus.storage.couchdb..")
        .check(ALL);
  }

  @Test
  void theGatewayCallsVerticlesThroughTheirContracts() {
    noClasses()
        .that()
        .resideInAPackage("dev.salus.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.salus.core.crypto..",
            "dev.salus.core.entities..",
            "dev.salus.core.sharing..",
            "dev.salus.core.rules..")
        .check(ALL);
  }
}
