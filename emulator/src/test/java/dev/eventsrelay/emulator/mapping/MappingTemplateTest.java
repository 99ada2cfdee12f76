// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.emulator.RestsOn;
import dev.eventsrelay.emulator.RestsOn.Evidence;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTemplateTest {
  private static final String REFERENCE =
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html";
  private static final MappingSource SOURCE =
      new MappingSource(
          "{\"a\":{\"b\":[1,{\"c\":\"it's\"}]},\"e\":\"\u00E9 +/=\"}",
          Map.of("connectionId", "abc=", "identity", Map.of("sourceIp", "127.0.0.1")),
          Map.of("Authorization", "secret"),
          Map.of("room", "7"),
          Map.of("colour", "red"));

  @ParameterizedTest
  @RestsOn(value = Evidence.DOCUMENTED, source = REFERENCE)
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "$context.connectionId | abc=",
        "$context.identity.sourceIp | 127.0.0.1",
        "$input.json('$.a.b[1]') | {\"c\":\"it's\"}",
        "$input.json('$.e') | \"\u00E9 +/=\"",
        "$input.path('$.a.b[1].c') | it's",
        "$input.path('$').a.b.size() | 2",
        "#foreach($x in $input.path('$.a.b'))$foreach.count#end | 12",
        "$input.params('room') | 7",
        "$input.params('authorization') | secret",
        "$input.params().querystring.room | 7",
        "$stageVariables.colour | red",
        "${stageVariables['colour']} | red",
        "$util.urlEncode($input.path('$.e')) | %C3%A9+%2B%2F%3D",
        "$util.urlDecode('%C3%A9+%2B') | \u00E9 +",
        "$util.base64Decode($util.base64Encode($input.path('$.e'))) | \u00E9 +/=",
        "$util.escapeJavaScript($input.path('$.a.b[1].c')) | it\\'s",
        "$util.parseJson('{\"k\":[4]}').k[0] | 4",
      })
  void variable_documented_hasItsValue(String template, String value) {
    assertThat(MappingTemplate.parse("t", template).apply(SOURCE)).isEqualTo(value);
  }

  @ParameterizedTest
  @RestsOn(Evidence.UNVERIFIED)
  @CsvSource({"[$context.nothing]", "[$input.params('nothing')]", "[$stageVariables.nothing]"})
  void variable_absent_isEmpty(String template) {
    assertThat(MappingTemplate.parse("t", template).apply(SOURCE)).isEqualTo("[]");
  }

  @Test
  @RestsOn(Evidence.OURS)
  void template_thatReachesForClasses_getsNothing() {
    String template = "$input.getClass().forName('java.lang.Runtime').getName()";
    assertThat(MappingTemplate.parse("t", template).apply(SOURCE)).isEqualTo(template);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void template_thatIncludesAFile_isRefused() {
    MappingTemplate template = MappingTemplate.parse("t", "#include('/etc/passwd')");
    assertThatThrownBy(() -> template.apply(SOURCE))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("/etc/passwd");
  }

  @Test
  @RestsOn(value = Evidence.DOCUMENTED, source = REFERENCE)
  void loop_longerThanThousandRounds_ends() {
    MappingTemplate template = MappingTemplate.parse("t", "#foreach($i in [1..5000])x#end");
    assertThat(template.apply(SOURCE)).hasSize(1000);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void result_thatGrowsWithoutEnd_isRefused() {
    MappingTemplate template =
        MappingTemplate.parse(
            "t", "#set($s='0123456789')#foreach($i in [1..40])#set($s=\"$s$s\")$s#end");
    assertThatThrownBy(() -> template.apply(SOURCE)).isInstanceOf(MappingException.class);
  }

  @Test
  @RestsOn(Evidence.OURS)
  void template_withASyntaxError_isNamed() {
    assertThatThrownBy(() -> MappingTemplate.parse("RequestTemplates.$default", "#if($x"))
        .isInstanceOf(MappingException.class)
        .hasMessageStartingWith("RequestTemplates.$default is not a Velocity template: ");
  }
}
