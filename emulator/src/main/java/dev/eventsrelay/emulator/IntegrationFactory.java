// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.gateway.AwsService;
import dev.eventsrelay.emulator.gateway.MockService;
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
      case IntegrationDefinition.Sqs(String where, String path, var mapping) ->
          service(where, mapping, sqs.at(path));
      case IntegrationDefinition.Mock(String where, var mapping) ->
          service(where, mapping, new MockService());
    };
  }

  private static RouteTarget.Service service(
      String where, IntegrationDefinition.Mapping mapping, AwsService service) {
    try {
      return new RouteTarget.Service(request(mapping), response(mapping), service);
    } catch (MappingException | IllegalArgumentException e) {
      throw new EmulatorException(where + ": " + e.getMessage(), e);
    }
  }

  private static RequestMapping request(IntegrationDefinition.Mapping mapping) {
    return new RequestMapping(
        mapping.parameters().entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, one -> new ParameterExpression(one.getValue()))),
        parsed("RequestTemplates", mapping.templates()),
        new TemplateSelection(mapping.selection(), false),
        RequestMapping.Passthrough.valueOf(mapping.passthrough()));
  }

  private static ResponseMapping response(IntegrationDefinition.Mapping mapping) {
    return new ResponseMapping(
        mapping.responses().stream()
            .map(
                one ->
                    new ResponseMapping.Choice(
                        one.key(),
                        parsed("ResponseTemplates", one.templates()),
                        new TemplateSelection(one.selection(), true)))
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
