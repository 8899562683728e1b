package dev.salus.sdk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.salus.sdk.crypto.Secret;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dependency rules of the architecture page, as far as this module can break them. */
final class ArchitectureTest {

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.salus.sdk");

  /** As {@code package-info} of the root package lists them. */
  private static final String[] FOR_APPLICATIONS = {
    "dev.salus.sdk",
    "dev.salus.sdk.account",
    "dev.salus.sdk.change",
    "dev.salus.sdk.crypto",
    "dev.salus.sdk.device",
    "dev.salus.sdk.entity",
    "dev.salus.sdk.entity.result",
    "dev.salus.sdk.error",
    "dev.salus.sdk.keys",
    "dev.salus.sdk.model",
    "dev.salus.sdk.recovery",
    "dev.salus.sdk.sharing",
    "dev.salus.sdk.transport",
    "dev.salus.sdk.trust"
  };

  private static final String[] INTERNAL = {
    "dev.salus.sdk.connection",
    "dev.salus.sdk.json",
    "dev.salus.sdk.meaning",
    "dev.salus.sdk.sealing"
  };

  private static final SliceAssignment EACH_PACKAGE =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
          return javaClass.getPackageName().startsWith("dev.salus.sdk")
              ? SliceIdentifier.of(javaClass.getPackageName())
              : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
          return "each package of the SDK";
        }
      };

  private static final ArchCondition<JavaMethod> SHOW_NOTHING_INTERNAL =
      new ArchCondition<>("take and answer nothing of a package that is not for applications") {
        @Override
        public void check(JavaMethod method, ConditionEvents events) {
          Stream.concat(Stream.of(method.getReturnType()), method.getParameterTypes().stream())
              .flatMap(type -> type.getAllInvolvedRawTypes().stream())
              .filter(type -> List.of(INTERNAL).contains(type.getPackageName()))
              .forEach(
                  type ->
                      events.add(
                          SimpleConditionEvent.violated(
                              method, method.getFullName() + " shows " + type.getName())));
        }
      };

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
  void packagesFormNoCycleTheRootOneIncluded() {
    slices().assignedFrom(EACH_PACKAGE).should().beFreeOfCycles().check(ALL);
  }

  @Test
  void everyPackageIsForApplicationsOrIsNot() {
    classes()
        .should()
        .resideInAnyPackage(
            Stream.of(FOR_APPLICATIONS, INTERNAL).flatMap(Stream::of).toArray(String[]::new))
        .check(ALL);
  }

  @Test
  void whatIsForApplicationsShowsThemNothingElse() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(FOR_APPLICATIONS)
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .areNotRecords()
        .should(SHOW_NOTHING_INTERNAL)
        .check(ALL);
  }

  @Test
  void nothingTakesACopyOfASecretThatItMayForgetToOverwrite() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(Secret.class.getName())
        .should()
        .callMethod(Secret.class, "revealBytes")
        .check(ALL);
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
