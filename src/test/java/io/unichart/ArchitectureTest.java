package io.unichart;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.unichart");

  @Test
  void modulesDependOnlyOnWhatTheirPackageInfoAllows() {
    ApplicationModules.of(App.class).verify();
  }

  @Test
  void theMatchingCoreIsPlainJava() {
    classes()
        .that()
        .resideInAPackage("io.unichart.matching..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", "io.unichart.matching..")
        .allowEmptyShould(true)
        .check(PRODUCT);
  }

  @Test
  void theRoomsOfACapabilityAreFreeOfCycles() {
    slices().matching("io.unichart.(*).(*)..").should().beFreeOfCycles().check(PRODUCT);
  }

  @Test
  void whatTheRoomsOfIdentityShareUsesNoneOfThem() {
    noClasses()
        .that()
        .resideInAPackage("io.unichart.identity")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.unichart.identity.*..")
        .check(PRODUCT);
  }

  @Test
  void productionCodeNeverBlocksAReactiveThread() {
    noClasses()
        .should()
        .callMethod(Mono.class, "block")
        .orShould()
        .callMethod(Mono.class, "block", java.time.Duration.class)
        .orShould()
        .callMethod(Flux.class, "blockLast")
        .orShould()
        .callMethod(Flux.class, "blockLast", java.time.Duration.class)
        .orShould()
        .callMethod(Flux.class, "blockFirst")
        .orShould()
        .callMethod(Flux.class, "blockFirst", java.time.Duration.class)
        .check(PRODUCT);
  }
}
