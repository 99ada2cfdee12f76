// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A WebSocket application with one function, packed here, for testing the emulator without any real
 * one.
 *
 * @param template of the application
 */
public record FixtureApplication(Path template) {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Parameters:
        Colour: {Type: String, Default: green}
      Resources:
        Table:
          Type: AWS::DynamoDB::Table
          Properties:
            BillingMode: PAY_PER_REQUEST
            AttributeDefinitions: [{AttributeName: pk, AttributeType: S}]
            KeySchema: [{AttributeName: pk, KeyType: HASH}]
        Answer:
          Type: AWS::Serverless::Function
          Properties:
            CodeUri: function.jar
            Runtime: java25
            Handler: HANDLER::handle
            MemorySize: 512
            CapacityProviderConfig: {PerExecutionEnvironmentMaxConcurrency: 4}
            FunctionScalingConfig: {MinExecutionEnvironments: 2, MaxExecutionEnvironments: 2}
            Environment:
              Variables:
                TABLE: !Ref Table
                COLOUR: !Ref Colour
                CALLBACK: !Sub https://${Api}.execute-api.${AWS::Region}.${AWS::URLSuffix}/test
        Api:
          Type: AWS::ApiGatewayV2::Api
          Properties: {ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
        Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !Ref Api, StageName: test}}
        Connect:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: $connect, Target: !Sub "integrations/${Integration}"}
        Default:
          Type: AWS::ApiGatewayV2::Route
          Properties: {ApiId: !Ref Api, RouteKey: $default, Target: !Sub "integrations/${Integration}"}
        DefaultResponse:
          Type: AWS::ApiGatewayV2::RouteResponse
          Properties: {ApiId: !Ref Api, RouteId: !Ref Default, RouteResponseKey: $default}
        Integration:
          Type: AWS::ApiGatewayV2::Integration
          Properties:
            ApiId: !Ref Api
            IntegrationType: AWS_PROXY
            TimeoutInMillis: 2000
            IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Answer.Arn}/invocations
      """;

  /** Writes the template and packs the function into a folder. */
  public static FixtureApplication in(Path folder) {
    return in(folder, TEMPLATE, FixtureHandler.class);
  }

  /** The same with another template, in which HANDLER stands for the class, and function. */
  static FixtureApplication in(Path folder, String source, Class<?> handler) {
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("function.jar")))) {
      String entry = handler.getName().replace('.', '/') + ".class";
      jar.putNextEntry(new JarEntry(entry));
      try (InputStream code = handler.getResourceAsStream("/" + entry)) {
        code.transferTo(jar);
      }
      String template = source.replace("HANDLER", handler.getName());
      return new FixtureApplication(Files.writeString(folder.resolve("template.yaml"), template));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
