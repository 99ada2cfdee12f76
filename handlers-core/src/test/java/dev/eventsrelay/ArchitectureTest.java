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
  void rooms_dependOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("relay")
        .definedBy("dev.eventsrelay.relay..")
        .layer("function")
        .definedBy("dev.eventsrelay.function..")
        .layer("dynamodb")
        .definedBy("dev.eventsrelay.dynamodb..")
        .layer("apigateway")
        .definedBy("dev.eventsrelay.apigateway..")
        .layer("protocol")
        .definedBy("dev.eventsrelay.protocol..")
        .layer("connection")
        .definedBy("dev.eventsrelay.connection..")
        .layer("concurrency")
        .definedBy("dev.eventsrelay.concurrency..")
        .layer("telemetry")
        .definedBy("dev.eventsrelay.telemetry..")
        .layer("snapshot")
        .definedBy("dev.eventsrelay.snapshot..")
        .layer("rehearsal")
        .definedBy("dev.eventsrelay.rehearsal..")
        .whereLayer("relay")
        .mayOnlyAccessLayers(
            "function",
            "dynamodb",
            "protocol",
            "connection",
            "concurrency",
            "telemetry",
            "rehearsal")
        .whereLayer("function")
        .mayOnlyAccessLayers(
            "dynamodb",
            "apigateway",
            "connection",
            "concurrency",
            "telemetry",
            "snapshot",
            "rehearsal")
        .whereLayer("dynamodb")
        .mayOnlyAccessLayers("connection", "concurrency", "telemetry", "snapshot")
        .whereLayer("apigateway")
        .mayOnlyAccessLayers("connection", "concurrency", "telemetry", "snapshot")
        .whereLayer("protocol")
        .mayOnlyAccessLayers("connection")
        .whereLayer("connection")
        .mayOnlyAccessLayers("concurrency", "telemetry")
        .whereLayer("concurrency")
        .mayNotAccessAnyLayer()
        .whereLayer("telemetry")
        .mayNotAccessAnyLayer()
        .whereLayer("snapshot")
        .mayNotAccessAnyLayer()
        .whereLayer("rehearsal")
        .mayNotAccessAnyLayer()
        .because(
            "the relay is one application of the public API, another one must do without it, and"
                + " what serves all rooms knows none of them")
        .check(CORE);
  }

  @Test
  void rooms_areAllNamedHere() {
    classes()
        .should()
        .resideInAnyPackage(
            "dev.eventsrelay.relay..",
            "dev.eventsrelay.function..",
            "dev.eventsrelay.dynamodb..",
            "dev.eventsrelay.apigateway..",
            "dev.eventsrelay.protocol..",
            "dev.eventsrelay.connection..",
            "dev.eventsrelay.concurrency..",
            "dev.eventsrelay.telemetry..",
            "dev.eventsrelay.snapshot..",
            "dev.eventsrelay.rehearsal..")
        .because("a room that the rule about rooms does not know may depend on anything")
        .check(CORE);
  }

  @Test
  void relay_ofResults_isFreeOfDynamoDb() {
    noClasses()
        .that()
        .resideInAPackage("dev.eventsrelay.relay")
        .and()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.relay.Relay")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.eventsrelay.dynamodb..", "dev.eventsrelay.relay.dynamodb..")
        .because("the rules of relaying must be testable, and readable, without a table")
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
        .resideOutsideOfPackages(
            "dev.eventsrelay.dynamodb..",
            "dev.eventsrelay.apigateway..",
            "dev.eventsrelay.relay.dynamodb..")
        .and()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.function.LambdaParts")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon.awssdk..")
        .because(
            "an SDK type elsewhere would make every test a test of the SDK; only the class that"
                + " puts the parts together hands a client on")
        .check(CORE);
  }

  @Test
  void lambdaTypes_stayInTheFunctionRoom() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.eventsrelay.function..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.amazonaws..")
        .because("how a function is invoked is one room's business")
        .check(CORE);
  }

  @Test
  void fields_areFinal() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        // Its setters are the library's way; the others guard what changes, in their methods.
        .doNotHaveFullyQualifiedName("dev.eventsrelay.function.WebSocketEvent")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.function.WebSocketEvent$RequestContext")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.function.Aftermath$OfInvocation")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.telemetry.InvocationLines")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.telemetry.InvocationMetrics")
        .and()
        .areDeclaredInClassesThat()
        .doNotHaveFullyQualifiedName("dev.eventsrelay.snapshot.Restorable")
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
