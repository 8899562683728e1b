package dev.salus.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.salus.core.crypto.CardCache;
import dev.salus.core.crypto.CryptoVerticle;
import dev.salus.core.identity.IdentityEnvironment;
import dev.salus.core.identity.IdentityVerticle;
import dev.salus.core.identity.password.PasswordHashing;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dependency rules of the architecture page, as far as this module can break them. */
class ArchitectureTest {

  private static final String CORE = "dev.salus.core.";
  private static final List<String> VERTICLES =
      List.of("identity", "crypto", "entities", "sharing");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.salus.core");

  @ParameterizedTest
  @ValueSource(strings = {"identity", "crypto", "entities", "sharing"})
  void aVerticleKnowsNoOtherVerticle(String verticle) {
    String[] others =
        VERTICLES.stream()
            .filter(other -> !other.equals(verticle))
            .map(other -> CORE + other + "..")
            .toArray(String[]::new);

    noClasses()
        .that()
        .resideInAPackage(CORE + verticle + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(ALL);
  }

  @Test
  void whatIsSharedKnowsNoVerticle() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE + "storeaccess..", CORE + "fair..", CORE + "quota..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            VERTICLES.stream().map(verticle -> CORE + verticle + "..").toArray(String[]::new))
        .check(ALL);
  }

  @Test
  void theServerKnowsNeitherTheClientNorTheGateway() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.salus.sdk..", "dev.salus.gateway..")
        .check(ALL);
  }

  @Test
  void nobodyNamesAStorePlugin() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.salus.storage.memory..", "dev.salus.storage.couchdb..")
        .check(ALL);
  }

  @Test
  void identityAndCryptoShowWhatTheHostNeedsAndNoMore() {
    assertThat(publicTypes("identity"))
        .containsExactlyInAnyOrder(
            IdentityVerticle.class.getName(), IdentityEnvironment.class.getName());
    assertThat(publicTypes("crypto"))
        .containsExactlyInAnyOrder(CryptoVerticle.class.getName(), CardCache.class.getName());
  }

  /** A verticle's sub-packages are its own; a host says what a password's hash may cost. */
  @Test
  void partsOfAVerticleAreUsedByItAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.salus.core.identity..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "dev.salus.core.identity.password..",
                    "dev.salus.core.identity.secondfactor..",
                    "dev.salus.core.identity.throttle..")
                .and(not(equivalentTo(PasswordHashing.class))))
        .check(ALL);
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.salus.core.crypto..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.salus.core.crypto.share..")
        .check(ALL);
  }

  private List<String> publicTypes(String verticle) {
    return ALL.stream()
        .filter(type -> type.getPackageName().equals(CORE + verticle))
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .map(JavaClass::getName)
        .collect(Collectors.toList());
  }
}
