# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Templates that are not the relay's: nothing false is said of them, and what is wrong still is."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackcheck.check import check
from stackcheck.template import Template

CHAT = """
Transform: AWS::Serverless-2016-10-31
Parameters:
Resources:
  Chat:
    Type: AWS::Serverless::Function
    Properties: {CodeUri: chat, Handler: app.handle, Runtime: python3.13, FunctionName: chat, Timeout: 10, Layers: null}
  Managed:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: managed
      Handler: app.handle
      Runtime: python3.13
      MemorySize: 2048
      CapacityProviderConfig: {Arn: !GetAtt Provider.Arn}
  Provider:
    Type: AWS::Lambda::CapacityProvider
    Properties:
      VpcConfig: {SubnetIds: [subnet-1], SecurityGroupIds: [sg-1]}
      PermissionsConfig: {CapacityProviderOperatorRoleArn: arn:aws:iam::123456789012:role/operator}
      InstanceRequirements: {Architectures: [x86_64]}
  Topic: {Type: AWS::SNS::Topic, Properties: null}
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: {Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: $request.body.action}
  Stage: {Type: AWS::ApiGatewayV2::Stage, Properties: {ApiId: !GetAtt Api.ApiId, StageName: live, AutoDeploy: true}}
  Route:
    Type: AWS::ApiGatewayV2::Route
    Properties: {ApiId: !Ref Api, RouteKey: $default, Target: !Sub "integrations/${Integration}"}
  Integration:
    Type: AWS::ApiGatewayV2::Integration
    DependsOn: Permission
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Chat.Arn}/invocations
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      FunctionName: chat
      Action: lambda:InvokeFunction
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api.ApiId}/*/*
"""
PATTERN = "SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api.ApiId}/*/*"


def findings(tmp_path: Path, text: str) -> list[str]:
    file = tmp_path / "template.yaml"
    file.write_text(text, encoding="utf-8")
    return [f"{each.rule.name}: {each.sentence}" for each in check(Template.read(file)).findings]


def test_template_thatIsRight_breaksNoRule(tmp_path: Path) -> None:
    assert findings(tmp_path, CHAT) == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*",
        "SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*/$default",
        "SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/live/*",
        "SourceArn: !Sub arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:*",
    ],
)
def test_permission_byPattern_isOne(tmp_path: Path, source: str) -> None:
    assert findings(tmp_path, CHAT.replace(PATTERN, source)) == []


def test_permission_onTheFunctionsReference_isOne(tmp_path: Path) -> None:
    assert (
        findings(tmp_path, CHAT.replace("FunctionName: chat\n", "FunctionName: !GetAtt Chat.Arn\n"))
        == []
    )


def test_permission_ofAnotherRoute_isFound(tmp_path: Path) -> None:
    other = PATTERN.replace("/*/*", "/*/$connect")

    assert findings(tmp_path, CHAT.replace(PATTERN, other)) == [
        "permission-qualifier: The route $default invokes ${Chat.Arn}, and no permission on that lets it."
    ]


def test_functionTimeout_isFound(tmp_path: Path) -> None:
    assert findings(tmp_path, CHAT.replace("Timeout: 10", "Timeout: 30")) == [
        "function-timeout: Chat has a time-out of 30 s."
    ]


def test_snapStart_withoutVersion_isFound(tmp_path: Path) -> None:
    snapped = CHAT.replace("Timeout: 10", "Timeout: 10, SnapStart: {ApplyOn: PublishedVersions}")

    assert findings(tmp_path, snapped) == [
        "invoked-by-alias: The route $default invokes Chat without a version."
    ]
