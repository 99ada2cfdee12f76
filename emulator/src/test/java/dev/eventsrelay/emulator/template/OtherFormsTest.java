// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Resources that say the same as others in another form. */
class OtherFormsTest {
  private static final String FORMS = TemplateFolder.resource("forms.yaml");

  @TempDir Path path;
  private TemplateFolder folder;

  @BeforeEach
  void packageFunctions() {
    folder = new TemplateFolder(path);
    folder.file("asset.1234/index.js", "");
    folder.file("judge/judge.py", "");
    folder.file("layer/nodejs/node_modules/lib.js", "");
  }

  private Application read() {
    return folder.read(FORMS, Deployment.DEFAULT);
  }

  private static FunctionDefinition plain(Application application) {
    return requireNonNull(application.functions().get("Plain"));
  }

  @Test
  void webSocketApi_ofSam_hasItsStageAuthorizerAndRoutes() {
    WebSocketApiDefinition api = read().api();

    RouteDefinition plain =
        new RouteDefinition(
            new IntegrationDefinition.Function("Plain"), false, Duration.ofSeconds(5), false);
    assertThat(api.stage()).isEqualTo("prod");
    assertThat(api.routes())
        .containsExactly(
            entry("$connect", plain), entry("$disconnect", plain), entry("sendmessage", plain));
    assertThat(api.authorization())
        .isEqualTo(
            new AuthorizationDefinition.Lambda("Judge", List.of("route.request.header.Auth")));
  }

  @Test
  void webSocketApi_withoutStageName_hasTheStageDefault() {
    assertThat(
            folder
                .read(
                    FORMS.replace("      StageName: prod\n", "").replace("!Ref Api.Stage", "x"),
                    Deployment.DEFAULT)
                .api()
                .stage())
        .isEqualTo("default");
  }

  @Test
  void webSocketApi_withARouteKeyThatSamRefuses_isRefused() {
    assertThatThrownBy(
            () -> folder.read(FORMS.replace("sendmessage:", "send-it:"), Deployment.DEFAULT))
        .hasMessageContaining("SAM refuses the route key send-it, which must be alphanumeric.");
  }

  @Test
  void function_ofCdk_runsTheFolderOfItsAsset() {
    FunctionDefinition plain = plain(read());

    assertThat(plain.code()).isEqualTo(path.resolve("asset.1234"));
    assertThat(plain.runtime()).isEqualTo("nodejs22.x");
    assertThat(plain.layers()).containsExactly(path.resolve("layer"));
    // Node's default, for one vCPU.
    assertThat(plain.capacity()).isEqualTo(new Capacity.Managed(3, 64));
    assertThat(plain.environment())
        .containsEntry("SIMPLE", "local-Simple")
        .containsEntry("GLOBAL", "everywhere")
        .containsEntry("STAGE", "prod");
  }

  @Test
  void function_withLocalFolder_runsIt() {
    folder.file("local/index.js", "");
    String local =
        FORMS
            .replace("Metadata: {\"aws:asset:path\": asset.1234, \"aws:asset:property\": Code}", "")
            .replace("{S3Bucket: assets, S3Key: asset.1234.zip}", "local");

    assertThat(plain(folder.read(local, Deployment.DEFAULT)).code())
        .isEqualTo(path.resolve("local"));
  }

  @Test
  void function_withCodeInS3_isRefusedByName() {
    assertThatThrownBy(
            () -> folder.read(FORMS.replace("aws:asset:path", "other"), Deployment.DEFAULT))
        .hasMessageContaining(
            "Resources.Plain.Properties.Code must be a file or folder on this machine.");
  }

  @Test
  void tables_simpleAndGlobal_areTables() {
    var tables = read().tables();

    assertThat(tables).containsOnlyKeys("Simple", "Global");
    assertThat(requireNonNull(tables.get("Simple")).properties())
        .hasToString(
            "{\"AttributeDefinitions\":[{\"AttributeName\":\"id\",\"AttributeType\":\"S\"}],"
                + "\"KeySchema\":[{\"AttributeName\":\"id\",\"KeyType\":\"HASH\"}],"
                + "\"BillingMode\":\"PAY_PER_REQUEST\",\"TableName\":\"local-Simple\"}");
    assertThat(requireNonNull(tables.get("Global")).properties().toString())
        .contains("\"BillingMode\":\"PAY_PER_REQUEST\"", "\"IndexName\":\"by-pk\"")
        .doesNotContain("Throughput");
  }

  @Test
  void stageVariables_areReadAndChooseTheFunction() {
    String byVariable =
        FORMS
            .replace("StageName: prod", "StageName: prod\n      StageVariables: {fn: local-Plain}")
            .replace(
                "sendmessage: {FunctionArn: !GetAtt Plain.Arn,",
                "sendmessage: {FunctionArn: !Sub \"arn:aws:lambda:${AWS::Region}:${AWS::AccountId}"
                    + ":function:${!stageVariables.fn}\",");

    WebSocketApiDefinition api = folder.read(byVariable, Deployment.DEFAULT).api();

    assertThat(api.stageVariables()).containsExactly(entry("fn", "local-Plain"));
    assertThat(requireNonNull(api.routes().get("sendmessage")).integration())
        .isEqualTo(new IntegrationDefinition.Function("Plain"));
  }

  @Test
  void layer_withoutAFolder_isRefusedByName() {
    assertThatThrownBy(
            () ->
                folder.read(
                    FORMS.replace("ContentUri: layer", "ContentUri: nowhere"), Deployment.DEFAULT))
        .hasMessageContaining("Resources.Plain.Properties.Layers: the folder of the layer,");
  }
}
