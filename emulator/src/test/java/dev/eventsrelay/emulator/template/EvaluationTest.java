// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Single values, evaluated in {@code sections.yaml}; one case a line in the two CSV files. */
class EvaluationTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvFileSource(resources = "values.csv", delimiter = '|', quoteCharacter = '~')
  void value_supported_isEvaluated(String yaml, String json) {
    assertThat(evaluate(yaml)).hasToString(json);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "refusals.csv", delimiter = '|', quoteCharacter = '~')
  void value_refused_saysWhy(String yaml, String sentence) {
    assertThatThrownBy(() -> evaluate(yaml))
        .isInstanceOf(TemplateException.class)
        .hasMessage(sentence);
  }

  private JsonNode evaluate(String yaml) {
    String sections = TemplateFolder.resource("sections.yaml");
    Stack stack =
        new TemplateFolder(folder).stack(sections + "\nValue: " + yaml, Deployment.DEFAULT);
    return stack.evaluator().evaluate(stack.template().root().path("Value"), "Value");
  }
}
