# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Logs, and whatever else could outlive the stack or never be deleted."""

from __future__ import annotations

from collections.abc import Iterator

from stackcheck.deployment import Deployment
from stackcheck.rule import rule

LOG_GROUP = "AWS::Logs::LogGroup"
_KEPT = ("Retain", "RetainExceptOnCreate", "Snapshot")


@rule(
    "log-retention",
    "A log group without a retention keeps its lines, and is paid for, without end.",
)
def log_retention(deployment: Deployment) -> Iterator[str]:
    for group in deployment.of_type(LOG_GROUP):
        if not group.get("RetentionInDays"):
            yield f"{group.logical_id} has no retention."


@rule(
    "provider-log",
    "Without a log group a provider makes /aws/lambda/capacity-provider/NAME, which has no retention and outlives it.",
)
def provider_log(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        named = str(provider.get("TelemetryConfig", "LoggingConfig", "LogGroup", default=""))
        group = deployment.resource_behind(named)
        if group is None or group.type != LOG_GROUP:
            yield f"{provider.logical_id} logs to {named or 'a group of Lambda'}, which is none of this template's."


@rule(
    "propagated-tags",
    "Lambda's instances are found on the bill by the tags that the provider hands on to them.",
)
def propagated_tags(deployment: Deployment) -> Iterator[str]:
    for provider in deployment.providers:
        if provider.get("PropagateTags", "Mode") != "Explicit" or not provider.get(
            "PropagateTags", "ExplicitTags"
        ):
            yield f"{provider.logical_id} hands no tags on to its instances."


@rule(
    "execution-log",
    "A stage that logs executions makes /aws/apigateway/API/STAGE without retention, unless the group is there first.",
)
def execution_log(deployment: Deployment) -> Iterator[str]:
    for stage in deployment.of_type("AWS::ApiGatewayV2::Stage"):
        if stage.get("DefaultRouteSettings", "LoggingLevel", default="OFF") == "OFF":
            continue
        wanted = f"/aws/apigateway/{stage.get('ApiId')}/{stage.get('StageName')}"
        groups = [
            each.logical_id
            for each in deployment.of_type(LOG_GROUP)
            if each.get("LogGroupName") == wanted
        ]
        if not groups:
            yield f"{stage.logical_id} logs to {wanted}, which is none of this template's."
        elif groups[0] not in stage.references():
            yield f"{stage.logical_id} does not wait for {groups[0]}."


@rule(
    "outlives",
    "What stays when the stack goes is in the guide's section Tear down, or somebody pays for it without knowing.",
)
def outlives(deployment: Deployment) -> Iterator[str]:
    guide = deployment.template.folder / "README.md"
    if not guide.is_file():
        return
    named = guide.read_text(encoding="utf-8").partition("\n## Tear down\n")[2].partition("\n## ")[0]
    for logical_id, body in deployment.template.source["Resources"].items():
        kept = {body.get("DeletionPolicy"), body.get("UpdateReplacePolicy")} & set(_KEPT)
        if kept and logical_id in deployment.resources and f"`{logical_id}`" not in named:
            yield f"{logical_id} stays when the stack goes, and the guide does not say so."
