// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.mapping.MappingSource;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The integration responses of a route (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-integration-responses.html">AWS</a>).
 *
 * @param choices each with a key; {@code $default} applies to what no other key matches
 */
public record ResponseMapping(List<Choice> choices) {
  /** No integration response. */
  public static final ResponseMapping NONE = new ResponseMapping(List.of());

  private static final String DEFAULT_KEY = "$default";

  public ResponseMapping {
    choices = List.copyOf(choices);
  }

  /**
   * One integration response.
   *
   * @param key {@code $default}, or a regular expression for the status between slashes
   * @param templates by key; without one, the service's answer passes as it is
   */
  public record Choice(
      String key, Map<String, MappingTemplate> templates, TemplateSelection selection) {
    /** Throws {@link IllegalArgumentException} if the key is none of the two. */
    public Choice {
      templates = Map.copyOf(templates);
      if (!key.equals(DEFAULT_KEY) && !key.matches("/.+/")) {
        throw new IllegalArgumentException(
            "the integration response key %s must be $default or a regular expression such as /2\\d\\d/"
                .formatted(key));
      }
    }

    private boolean isDefault() {
      return key.equals(DEFAULT_KEY);
    }

    private boolean matches(int status) {
      return !isDefault()
          && Pattern.matches(key.substring(1, key.length() - 1), Integer.toString(status));
    }
  }

  /** The client's answer; empty if no integration response is for that status. */
  Optional<String> answer(AwsService.Response response, MappingSource request) {
    return choices.stream()
        .filter(one -> one.matches(response.status()))
        .findFirst()
        .or(() -> choices.stream().filter(Choice::isDefault).findFirst())
        .map(
            choice -> {
              return choice
                  .selection()
                  .choose(choice.templates(), request, OptionalInt.of(response.status()))
                  .map(template -> template.apply(request.withBody(response.body())))
                  .orElse(response.body());
            });
  }
}
