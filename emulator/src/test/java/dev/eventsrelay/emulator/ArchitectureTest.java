// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {
  private static final String BASE = "dev.eventsrelay.emulator";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(BASE);

  /** All but what every server may use. */
  private static final DescribedPredicate<JavaClass> ROOMS =
      resideInAPackage(BASE + "..").and(resideOutsideOfPackage(BASE + ".server"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "programs | process  | it finds software of others and does not know what that is for",
        "template |          | a template can be read without running anything",
        "process  |          | it knows processes and not what they run",
        "lambda   | process  | environments are child processes, and Lambda knows nothing of API"
            + " Gateway",
        "network  | lambda   | it leads functions to servers of this machine and to each other",
        "dynamodb | process  | DynamoDB Local is a child process",
        "server   |          | every server may use it",
        "mapping  |          | a mapping template reads JSON and text, whoever has them",
      })
  void package_knowsOnly(String name, String others, String because) {
    noClasses()
        .that()
        .resideInAPackage(BASE + "." + name)
        .should()
        .dependOnClassesThat(
            ROOMS
                .and(resideOutsideOfPackage(BASE + "." + name))
                .and(resideOutsideOfPackage(BASE + "." + (others == null ? name : others))))
        .because(because)
        .check(CLASSES);
  }

  @Test
  void gateway_calls_functionsOnly() {
    DescribedPredicate<JavaClass> border =
        DescribedPredicate.describe(
            "LambdaFunction, InvocationResult or a mapping template",
            type ->
                type.isEquivalentTo(LambdaFunction.class)
                    || type.getPackageName().equals(BASE + ".mapping")
                    || type.getName().startsWith(InvocationResult.class.getName()));
    noClasses()
        .that()
        .resideInAPackage(BASE + ".gateway")
        .should()
        .dependOnClassesThat(
            ROOMS
                .and(resideOutsideOfPackage(BASE + ".gateway"))
                .and(DescribedPredicate.not(border)))
        .because("the gateway must serve any function, also one of a test's own")
        .check(CLASSES);
  }

  @Test
  void queue_knows_processesAndFunctionsOnly() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".queue")
        .should()
        .dependOnClassesThat(
            ROOMS.and(
                resideOutsideOfPackages(BASE + ".queue", BASE + ".process", BASE + ".lambda")))
        .because("ElasticMQ is a child process, and what reads a queue invokes functions")
        .check(CLASSES);
  }

  @Test
  void velocity_isKnownTo_mappingsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".mapping")
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.velocity.."))
        .because("the language of the templates is one room's business")
        .check(CLASSES);
  }

  @Test
  void faults_know_whatTheyDisturb() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".faults")
        .should()
        .dependOnClassesThat(
            ROOMS.and(
                resideOutsideOfPackages(BASE + ".faults", BASE + ".gateway", BASE + ".lambda")))
        .because("they act through what gateway and functions offer to everybody")
        .check(CLASSES);
  }

  @Test
  void faults_areKnownTo_assemblyConsoleAndCommandsOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE, BASE + ".faults", BASE + ".console", BASE + ".cli")
        .should()
        .dependOnClassesThat(resideInAPackage(BASE + ".faults"))
        .because(
            "what is emulated must be right without them: gateway, lambda and dynamodb have hooks,"
                + " and do not know who uses these")
        .check(CLASSES);
  }

  @Test
  void console_isKnownTo_assemblyOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages(BASE, BASE + ".console")
        .should()
        .dependOnClassesThat(resideInAPackage(BASE + ".console"))
        .because("gateway, functions and faults have listeners, and do not know who listens")
        .check(CLASSES);
  }

  @Test
  void console_knows_whatItShows() {
    noClasses()
        .that()
        .resideInAPackage(BASE + ".console")
        .should()
        .dependOnClassesThat(
            ROOMS.and(
                resideOutsideOfPackages(
                    BASE + ".console",
                    BASE + ".gateway",
                    BASE + ".lambda",
                    BASE + ".faults",
                    BASE + ".dynamodb",
                    BASE + ".queue")))
        .because("it watches running parts and starts none")
        .check(CLASSES);
  }

  @Test
  void assembly_isUsedBy_commandsAndTestsOnly() {
    classes()
        .that()
        .resideInAPackage(BASE)
        .should()
        .onlyHaveDependentClassesThat(resideInAnyPackage(BASE, BASE + ".cli"))
        .because("what is put together does not know who puts it together")
        .check(CLASSES);
  }

  @Test
  void packages_together_haveNoCycles() {
    slices()
        .matching(BASE + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("each part must be understandable, and testable, without the others")
        .check(CLASSES);
  }

  @Test
  void emulator_knows_noHandler() {
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.eventsrelay..").and(resideOutsideOfPackage(BASE + "..")))
        .because("it runs whatever JARs a template names, as packaged, and nothing of this project")
        .check(CLASSES);
  }

  @Test
  void junit_isKnownTo_nobody() {
    noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("org.junit.."))
        .because("run-local starts without JUnit on the class path; the binding is its own module")
        .check(CLASSES);
  }

  @Test
  void picocli_isKnownTo_theCommandOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BASE + ".cli")
        .should()
        .dependOnClassesThat(resideInAPackage("picocli.."))
        .because("a test that embeds the emulator has no command line")
        .check(CLASSES);
  }
}
