// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Rests on AWS's description of the Globals section
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html).
 */
class GlobalsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{A: 1}           | {A: 2}               | {\"A\":2}",
        "{A: 1}           | {B: 2}               | {\"A\":1,\"B\":2}",
        "{A: {x: 1, y: 1}}| {A: {y: 2, z: 2}}    | {\"A\":{\"x\":1,\"y\":2,\"z\":2}}",
        "{A: [x]}         | {A: [y]}             | {\"A\":[\"x\",\"y\"]}",
        "{A: {x: 1}}      | {A: {Ref: B}}        | {\"A\":{\"Ref\":\"B\"}}",
        "{A: {Ref: B}}    | {A: {x: 1}}          | {\"A\":{\"x\":1}}",
        "{A: [x]}         | {A: y}               | {\"A\":\"y\"}",
      })
  void function_withGlobals_isMerged(String globals, String own, String merged) {
    assertThat(merged(globals, "", own)).isEqualTo(merged);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {"'*' | {\"C\":3}", "[A] | {\"B\":2,\"C\":3}"})
  void function_ignoringGlobals_keepsItsOwn(String ignored, String merged) {
    assertThat(merged("{A: 1, B: 2}", "IgnoreGlobals: " + ignored + ", ", "{C: 3}"))
        .isEqualTo(merged);
  }

  private String merged(String globals, String attributes, String own) {
    String template =
        """
        Globals: {Function: %s}
        Resources: {F: {Type: AWS::Serverless::Function, %sProperties: %s}}
        """
            .formatted(globals, attributes, own);
    Stack stack = new TemplateFolder(folder).stack(template, Deployment.DEFAULT);
    return stack.resources(Resource.FUNCTION).getFirst().properties().toString();
  }
}
