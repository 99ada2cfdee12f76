// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.eventsrelay");

  @Test
  void packages_dependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("lambda")
        .definedBy("dev.eventsrelay.lambda..")
        .layer("dynamodb")
        .definedBy("dev.eventsrelay.dynamodb..")
        .layer("apigateway")
        .definedBy("dev.eventsrelay.apigateway..")
        .layer("relay")
        .definedBy("dev.eventsrelay.relay..")
        .layer("protocol")
        .definedBy("dev.eventsrelay.protocol..")
        .layer("connection")
        .definedBy("dev.eventsrelay.connection..")
        .whereLayer("lambda")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("dynamodb")
        .mayOnlyBeAccessedByLayers("lambda")
        .whereLayer("apigateway")
        .mayOnlyBeAccessedByLayers("lambda")
        .whereLayer("relay")
        .mayOnlyBeAccessedByLayers("lambda", "dynamodb", "apigateway")
        .because(
            "the relay must be testable, and readable, without AWS: adapters know it, not it them")
        .check(CORE);
  }

  @Test
  void packages_areFreeOfCycles() {
    slices()
        .matching("dev.eventsrelay.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a cycle makes two packages one")
        .check(CORE);
  }

  @Test
  void awsSdk_staysInTheAdapters() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.eventsrelay.dynamodb..", "dev.eventsrelay.apigateway..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .because("an SDK type in the relay would make every test of it a test of the SDK")
        .check(CORE);
  }

  @Test
  void lambdaTypes_stayInTheLambdaPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.eventsrelay.lambda..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.amazonaws..")
        .because("how the relay is invoked is one package's business")
        .check(CORE);
  }

  @Test
  void fields_areFinal() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackage("dev.eventsrelay.lambda..")
        .should()
        .beFinal()
        .because("one handler object serves many concurrent invocations")
        .check(CORE);
  }

  @Test
  void staticFields_areFinal() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("static mutable state is shared by invocations that know nothing of each other")
        .check(CORE);
  }

  @Test
  void threadLocals_areNotUsed() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ThreadLocal.class)
        .because("the runtime clears none between invocations: ids are passed, not looked up")
        .check(CORE);
  }

  @Test
  void dynamoDbScan_isNeverCalled() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveSimpleNameStartingWith("Scan")
        .because("the cost of an operation must not depend on the size of the table")
        .check(CORE);
  }

  @Test
  void classes_areFinal() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnonymousClasses()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .because("nothing here is made to be inherited from")
        .check(CORE);
  }
}
