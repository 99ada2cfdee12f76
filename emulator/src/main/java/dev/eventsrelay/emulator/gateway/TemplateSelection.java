// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.mapping.Input;
import dev.eventsrelay.emulator.mapping.MappingSource;
import dev.eventsrelay.emulator.mapping.MappingTemplate;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A template selection expression: a fixed key such as {@code \$default}, or {@code
 * $request.body.NAME} (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-selection-expressions.html">AWS</a>).
 * A key without a template falls back to {@code $default}.
 *
 * @param expression as in the template
 */
public record TemplateSelection(String expression) {
  private static final String DEFAULT_KEY = "$default";
  private static final Pattern FORM =
      Pattern.compile(
          "(?<fixed>\\\\?\\$default|[\\w/+.-]+)"
              + "|\\$\\{?(?:request|integration\\.response)\\.body\\.(?<path>[\\w.-]+)}?");

  /** Throws {@link IllegalArgumentException} for another form. */
  public TemplateSelection {
    if (!FORM.matcher(expression).matches()) {
      throw new IllegalArgumentException(
          "the template selection expression %s is not supported: use a fixed key such as \\$default, or $request.body.NAME"
              .formatted(expression));
    }
  }

  Optional<MappingTemplate> choose(Map<String, MappingTemplate> templates, MappingSource source) {
    MappingTemplate chosen = templates.get(key(source));
    return Optional.ofNullable(chosen != null ? chosen : templates.get(DEFAULT_KEY));
  }

  private String key(MappingSource source) {
    Matcher form = FORM.matcher(expression);
    if (!form.matches()) {
      throw new IllegalStateException("It was checked when it was made.");
    }
    if (form.group("fixed") != null) {
      return form.group("fixed").replace("\\", "");
    }
    return Input.textAt(source, form.group("path"));
  }
}
