// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the API keys of a stage, by way of its usage plans. */
record ApiKeysReader(Stack stack, String apiId, String stage) {
  static final String FROM_HEADER = "$request.header.x-api-key";
  private static final String FROM_AUTHORIZER = "$context.authorizer.usageIdentifierKey";
  private static final int MIN_LENGTH = 20;
  private static final int MAX_LENGTH = 128;

  ApiKeysDefinition read(ResourceProperties api) {
    String expression = api.text("ApiKeySelectionExpression").orElse(FROM_HEADER);
    if (!Set.of(FROM_HEADER, FROM_AUTHORIZER).contains(expression)) {
      throw new TemplateException(
          "%s.ApiKeySelectionExpression must be %s or %s, but is %s."
              .formatted(api.where(), FROM_HEADER, FROM_AUTHORIZER, expression));
    }
    List<Resource> plans =
        stack.resources(Resource.USAGE_PLAN).stream().filter(this::isOf).toList();
    Map<String, String> keys = new LinkedHashMap<>();
    for (String id : keyIds(plans)) {
      Resource key = key(id);
      if (stack.properties(key).isTrue("Enabled")) {
        keys.put(key.logicalId(), value(key));
      }
    }
    return new ApiKeysDefinition(
        expression, keys, plans.stream().filter(this::isLimited).map(Resource::logicalId).toList());
  }

  private boolean isOf(Resource plan) {
    return stack
        .properties(plan)
        .value("ApiStages")
        .filter(
            stages -> {
              for (JsonNode one : stages) {
                if (one.path("ApiId").asText().equals(apiId)
                    && one.path("Stage").asText().equals(stage)) {
                  return true;
                }
              }
              return false;
            })
        .isPresent();
  }

  private boolean isLimited(Resource plan) {
    ResourceProperties properties = stack.properties(plan);
    return properties.isSet("Quota") || properties.isSet("Throttle");
  }

  private Set<String> keyIds(List<Resource> plans) {
    Set<String> planIds = new LinkedHashSet<>();
    plans.forEach(plan -> planIds.add(id(plan)));
    Set<String> keyIds = new LinkedHashSet<>();
    for (Resource each : stack.resources(Resource.USAGE_PLAN_KEY)) {
      ResourceProperties properties = stack.properties(each);
      if (planIds.contains(properties.requiredText("UsagePlanId"))) {
        keyIds.add(properties.requiredText("KeyId"));
      }
    }
    return keyIds;
  }

  private Resource key(String id) {
    return stack.resources(Resource.API_KEY).stream()
        .filter(key -> id(key).equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new TemplateException(
                    "A usage plan of the stage has the key %s, which is no %s of this template."
                        .formatted(id, Resource.API_KEY)));
  }

  /** What API Gateway generates for a key without a value is the same here at every start. */
  private String value(Resource key) {
    ResourceProperties properties = stack.properties(key);
    String value = properties.text("Value").orElse(id(key) + "-generated-value");
    if (value.length() < MIN_LENGTH || value.length() > MAX_LENGTH) {
      throw new TemplateException(
          "%s.Value must have from %d to %d characters, but has %d."
              .formatted(properties.where(), MIN_LENGTH, MAX_LENGTH, value.length()));
    }
    return value;
  }

  private String id(Resource resource) {
    return stack.ref(resource.logicalId(), resource.where()).asText();
  }
}
