// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The constraints in a parameter's declaration. Each item of a list is checked.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">Parameters</a>
 */
record ParameterConstraints(String parameter, JsonNode declaration) {
  void check(String value) {
    checkAllowedValues(value);
    checkPattern(value);
    checkLength(value);
    if (declaration.path("Type").asText("").contains("Number")) {
      checkNumber(value);
    }
  }

  private void checkAllowedValues(String value) {
    JsonNode allowed = declaration.path("AllowedValues");
    if (allowed.isArray()
        && StreamSupport.stream(allowed.spliterator(), false)
            .noneMatch(one -> Scalars.text(one).equals(value))) {
      throw refused(
          value,
          "must be one of "
              + StreamSupport.stream(allowed.spliterator(), false)
                  .map(Scalars::text)
                  .collect(Collectors.joining(", ")));
    }
  }

  private void checkPattern(String value) {
    JsonNode pattern = declaration.path("AllowedPattern");
    if (pattern.isMissingNode()) {
      return;
    }
    try {
      if (!Pattern.matches(pattern.asText(), value)) {
        throw refused(value, "must match " + pattern.asText());
      }
    } catch (PatternSyntaxException e) {
      throw new TemplateException(
          "Parameters.%s.AllowedPattern is not a regular expression: %s."
              .formatted(parameter, e.getDescription()));
    }
  }

  private void checkLength(String value) {
    if (declaration.has("MinLength") && value.length() < declaration.path("MinLength").asInt()) {
      throw refused(
          value, "must have at least " + declaration.path("MinLength").asText() + " characters");
    }
    if (declaration.has("MaxLength") && value.length() > declaration.path("MaxLength").asInt()) {
      throw refused(
          value, "must have at most " + declaration.path("MaxLength").asText() + " characters");
    }
  }

  private void checkNumber(String value) {
    BigDecimal number = number(value);
    if (declaration.has("MinValue")
        && number.compareTo(number(declaration.path("MinValue").asText())) < 0) {
      throw refused(value, "must be at least " + declaration.path("MinValue").asText());
    }
    if (declaration.has("MaxValue")
        && number.compareTo(number(declaration.path("MaxValue").asText())) > 0) {
      throw refused(value, "must be at most " + declaration.path("MaxValue").asText());
    }
  }

  private BigDecimal number(String value) {
    try {
      return new BigDecimal(value);
    } catch (NumberFormatException _) {
      throw refused(value, "must be a number");
    }
  }

  private TemplateException refused(String value, String rule) {
    String said = declaration.path("ConstraintDescription").asText("");
    return new TemplateException(
        "The parameter %s %s, but its value is \"%s\"%s."
            .formatted(parameter, rule, value, said.isEmpty() ? "" : " (" + said + ")"));
  }
}
