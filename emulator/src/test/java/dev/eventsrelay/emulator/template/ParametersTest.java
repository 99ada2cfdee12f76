// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParametersTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{Type: String}                               | x    | \"x\"",
        "{Type: String, Default: y}                   | x    | \"x\"",
        "{Type: String, AllowedValues: [x, 1]}        | 1    | \"1\"",
        "{Type: String, AllowedPattern: '[a-z]+'}     | abc  | \"abc\"",
        "{Type: Number, MinValue: 1, MaxValue: 64}    | 64   | \"64\"",
        "{Type: List<Number>}                         | 1, 2 | [\"1\",\"2\"]",
        "{Type: List<AWS::EC2::Subnet::Id>}           | s-1  | [\"s-1\"]",
        "{Type: CommaDelimitedList}                   | ~~   | []",
        "{Type: AWS::SSM::Parameter::Value<String>}   | x    | \"x\"",
        "{Type: 'AWS::SSM::Parameter::Value<List<String>>'} | x,y | [\"x\",\"y\"]",
      })
  void value_allowed_isTaken(String declaration, String value, String json) {
    assertThat(parameters(declaration, value).value("P", "a test")).hasToString(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{Type: String, AllowedValues: [x, y]}     | z  | must be one of x, y, but its value is"
            + " \"z\".",
        "{Type: String, AllowedPattern: '[a-z]+'}  | a1 | must match [a-z]+, but its value is"
            + " \"a1\".",
        "{Type: String, AllowedPattern: '[a', ConstraintDescription: c} | a | is not a regular"
            + " expression",
        "{Type: String, MinLength: 3}              | ab | must have at least 3 characters",
        "{Type: String, MaxLength: 1}              | ab | must have at most 1 characters",
        "{Type: Number}                            | ab | must be a number",
        "{Type: Number, MinValue: 2}               | 1  | must be at least 2",
        "{Type: List<Number>, MaxValue: 2}         | 1,3 | must be at most 2, but its value is"
            + " \"3\".",
        "{Type: String, MaxLength: 1, ConstraintDescription: short} | ab | (short).",
      })
  void value_notAllowed_isRefused(String declaration, String value, String sentence) {
    assertThatThrownBy(() -> parameters(declaration, value))
        .isInstanceOf(TemplateException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void default_notAllowed_isRefused() {
    assertThatThrownBy(
            () -> new Parameters(declared("{Type: Number, MinValue: 2, Default: 1}"), Map.of()))
        .hasMessage("The parameter P must be at least 2, but its value is \"1\".");
  }

  @Test
  void name_unknown_isRefused() {
    assertThatThrownBy(() -> new Parameters(declared("{Type: String}"), Map.of("Q", "x")))
        .hasMessage("The template has no parameter Q; it has P.");
  }

  private Parameters parameters(String declaration, String value) {
    return new Parameters(declared(declaration), Map.of("P", value));
  }

  private ObjectNode declared(String declaration) {
    return new Template(
            folder,
            TemplateReader.read(
                new TemplateFolder(folder).write("Parameters: {P: " + declaration + "}")))
        .section("Parameters");
  }
}
