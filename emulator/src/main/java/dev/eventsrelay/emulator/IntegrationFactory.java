// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.gateway.ParameterExpression;
import dev.eventsrelay.emulator.gateway.RequestMapping;
import dev.eventsrelay.emulator.gateway.ResponseMapping;
import dev.eventsrelay.emulator.gateway.RouteTarget;
import dev.eventsrelay.emulator.gateway.TemplateSelection;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import dev.eventsrelay.emulator.mapping.MappingException;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import dev.eventsrelay.emulator.template.IntegrationDefinition;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes what routes call.
 *
 * @param functions by logical id
 * @param sqs for integrations of type {@code AWS}
 */
record IntegrationFactory(Function<String, LambdaFunction> functions, SqsService sqs) {
  RouteTarget target(IntegrationDefinition integration) {
    return switch (integration) {
      case IntegrationDefinition.Function(String id) -> new RouteTarget.Proxy(functions.apply(id));
      case IntegrationDefinition.Sqs definition -> service(definition);
    };
  }

  private RouteTarget.Service service(IntegrationDefinition.Sqs integration) {
    try {
      return new RouteTarget.Service(
          request(integration), response(integration), sqs.at(integration.path()));
    } catch (MappingException | IllegalArgumentException e) {
      throw new EmulatorException(integration.where() + ": " + e.getMessage(), e);
    }
  }

  private static RequestMapping request(IntegrationDefinition.Sqs integration) {
    return new RequestMapping(
        integration.parameters().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, one -> new ParameterExpression(one.getValue()))),
        parsed("RequestTemplates", integration.templates()),
        new TemplateSelection(integration.selection()),
        RequestMapping.Passthrough.valueOf(integration.passthrough()));
  }

  private static ResponseMapping response(IntegrationDefinition.Sqs integration) {
    return new ResponseMapping(
        integration.responses().stream()
            .map(
                one ->
                    new ResponseMapping.Choice(
                        one.key(),
                        parsed("ResponseTemplates", one.templates()),
                        new TemplateSelection(one.selection())))
            .toList());
  }

  private static Map<String, MappingTemplate> parsed(String where, Map<String, String> templates) {
    return templates.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                one -> MappingTemplate.parse(where + "." + one.getKey(), one.getValue())));
  }
}
