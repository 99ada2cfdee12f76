// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.List;
import java.util.Map;

/** What a route's integration calls. */
public sealed interface IntegrationDefinition {
  /**
   * A function with proxy integration.
   *
   * @param functionId its logical id
   */
  record Function(String functionId) implements IntegrationDefinition {}

  /**
   * SQS with mapping templates.
   *
   * @param where of the integration, for messages
   * @param path below the SQS endpoint, with the query that the integration's URI implies
   */
  record Sqs(String where, String path, Mapping mapping) implements IntegrationDefinition {}

  /**
   * Nothing: the request template says the status of the answer.
   *
   * @param where of the integration, for messages
   */
  record Mock(String where, Mapping mapping) implements IntegrationDefinition {}

  /**
   * What is between a message and a call.
   *
   * @param parameters expressions by name, such as {@code integration.request.header.Content-Type}
   * @param templates Velocity by key
   * @param selection the template selection expression
   * @param passthrough such as {@code NEVER}
   * @param responses what becomes of the service's answer
   */
  record Mapping(
      Map<String, String> parameters,
      Map<String, String> templates,
      String selection,
      String passthrough,
      List<Response> responses) {
    public Mapping {
      parameters = Map.copyOf(parameters);
      templates = Map.copyOf(templates);
      responses = List.copyOf(responses);
    }
  }

  /**
   * An integration response.
   *
   * @param key such as {@code $default}
   * @param templates Velocity by key
   * @param selection the template selection expression
   */
  record Response(String key, Map<String, String> templates, String selection) {
    public Response {
      templates = Map.copyOf(templates);
    }
  }
}
