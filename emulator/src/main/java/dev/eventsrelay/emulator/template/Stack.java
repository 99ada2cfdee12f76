// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack in CloudFormation's sense: a template and the values of this run, which define every name
 * in it.
 */
final class Stack implements Names {
  private final Template template;
  private final Deployment deployment;
  private final Map<String, Resource> resources = new LinkedHashMap<>();
  private final Parameters parameters;
  private final Evaluator evaluator;
  private final Conditions conditions;
  private final ResourceValues values;

  Stack(Template template, Deployment deployment) {
    this.template = template;
    this.deployment = deployment;
    this.parameters = new Parameters(template.section("Parameters"), deployment.parameters());
    this.evaluator = new Evaluator(this, template.section("Mappings"));
    this.conditions = new Conditions(template.section("Conditions"), evaluator);
    this.values = new ResourceValues(this);
    Globals globals = new Globals(template.functionGlobals());
    template.resources().values().stream()
        .map(globals::apply)
        .flatMap(resource -> OtherForms.rewrite(resource).stream())
        .forEach(resource -> resources.put(resource.logicalId(), resource));
  }

  Template template() {
    return template;
  }

  Deployment deployment() {
    return deployment;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  /** The properties of a resource, for reading one by one. */
  ResourceProperties properties(Resource resource) {
    return new ResourceProperties(resource.properties(), resource.where(), evaluator);
  }

  /** The resources of a type whose conditions hold, in the template's order. */
  List<Resource> resources(String type) {
    return resources.values().stream().filter(one -> one.is(type)).filter(this::exists).toList();
  }

  /** All resources, whatever their conditions, in the template's order. */
  List<Resource> declared() {
    return List.copyOf(resources.values());
  }

  boolean exists(Resource resource) {
    String where = "Resources." + resource.logicalId() + ".Condition";
    return resource.condition().map(name -> conditions.holds(name, where)).orElse(true);
  }

  /** The name that CloudFormation would generate, without the random part that it appends. */
  String generatedName(Resource resource) {
    return Deployment.STACK_NAME + "-" + resource.logicalId();
  }

  @Override
  public JsonNode ref(String name, String where) {
    Optional<JsonNode> pseudo = PseudoParameters.value(name);
    if (pseudo.isPresent()) {
      return pseudo.get();
    }
    if (parameters.isDeclared(name)) {
      return parameters.value(name, where);
    }
    Resource resource = resources.get(name);
    if (resource != null) {
      return values.ref(existing(resource, where));
    }
    return values
        .generatedBySam(name, where)
        .orElseThrow(
            () ->
                new TemplateException(
                    "%s refers to %s, which is neither a parameter nor a resource."
                        .formatted(where, name)));
  }

  @Override
  public JsonNode attribute(String logicalId, String attribute, String where) {
    Resource resource = resources.get(logicalId);
    if (resource == null) {
      throw new TemplateException(
          "%s refers to the resource %s, which the template does not have."
              .formatted(where, logicalId));
    }
    return values.attribute(existing(resource, where), attribute, where);
  }

  @Override
  public boolean condition(String name, String where) {
    return conditions.holds(name, where);
  }

  private Resource existing(Resource resource, String where) {
    if (!exists(resource)) {
      throw new TemplateException(
          "%s refers to %s, which its condition %s leaves out."
              .formatted(where, resource.logicalId(), resource.condition().orElseThrow()));
    }
    return resource;
  }
}
