// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateReaderTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "!Ref Table              | {\"Ref\":\"Table\"}",
        "!Condition IsProd       | {\"Condition\":\"IsProd\"}",
        "!GetAtt Table.Arn       | {\"Fn::GetAtt\":\"Table.Arn\"}",
        "!Sub '${A}-b'           | {\"Fn::Sub\":\"${A}-b\"}",
        "!Join [':', [a, !Ref B]]| {\"Fn::Join\":[\":\",[\"a\",{\"Ref\":\"B\"}]]}",
        "{Ref: Table}            | {\"Ref\":\"Table\"}",
        "2012-10-17              | \"2012-10-17\"",
        "0123                    | \"0123\"",
        "12:30:45                | \"12:30:45\"",
        "42                      | 42",
        "2.5                     | 2.5",
        "yes                     | true",
        "~~                      | null",
        "$request.body.action    | \"$request.body.action\"",
      })
  void value_written_isLongForm(String yaml, String json) {
    assertThat(read("Value: " + (yaml == null ? "" : yaml)).path("Value")).hasToString(json);
  }

  @Test
  void json_written_isRead() {
    assertThat(read("{\"Resources\": {\"A\": {\"Type\": \"B\"}}}").at("/Resources/A/Type").asText())
        .isEqualTo("B");
  }

  @Test
  void alias_written_isExpanded() {
    assertThat(read("A: &a {x: 1}\nB: *a").path("B")).hasToString("{\"x\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "A: 1\\nA: 2   | line 2: the key A is there twice.",
        "A: [1         | line 2 is not valid YAML",
        "A: &a {b: 1}\\nC: {<<: *a} | line 2: CloudFormation does not support merge keys",
        "A: &a [*a]    | line 1: a value contains itself.",
        "- a           | is not a template",
        "''            | is not a template",
      })
  void file_wrong_saysWhere(String yaml, String sentence) {
    assertThatThrownBy(() -> read(yaml.replace("\\n", "\n") + "\n"))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(sentence)
        .hasMessageContaining("template.yaml")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void file_missing_saysWhichOption() {
    assertThatThrownBy(() -> TemplateReader.read(folder.resolve("none.yaml")))
        .hasMessage("There is no template %s/none.yaml; name one with --template.", folder);
  }

  @Test
  void file_folder_saysCannotRead() {
    assertThatThrownBy(() -> TemplateReader.read(folder)).hasMessageContaining("cannot be read");
  }

  private JsonNode read(String text) {
    return TemplateReader.read(new TemplateFolder(folder).write(text));
  }
}
