# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Schedules that change how many environments a managed function has."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from stackcheck.deployment import Deployment, Resource, listed, statements
from stackcheck.rule import rule

ACTION = "lambda:PutFunctionScalingConfig"
_TARGET = ":aws-sdk:lambda:putFunctionScalingConfig"
_PUBLISHED = "$LATEST.PUBLISHED"
# Scheduler's default is a day: a peak that begins a day late is none.
_LATEST_SECONDS = 3600


def _schedules(deployment: Deployment) -> list[Resource]:
    return [
        each
        for each in deployment.of_type("AWS::Scheduler::Schedule")
        if str(each.get("Target", "Arn")).endswith(_TARGET)
    ]


@rule(
    "schedule",
    "A schedule of PutFunctionScalingConfig names a managed function, its published version, and a minimum from 1 to the"
    " maximum: 0 parks the function, which does not wake by itself. It gives up within the hour.",
)
def schedule(deployment: Deployment) -> Iterator[str]:
    for each in _schedules(deployment):
        try:
            wanted: dict[str, Any] = json.loads(each.properties["Target"]["Input"])
        except ValueError as e:
            yield f"{each.logical_id} has an input that is not JSON: {e}."
            continue
        if deployment.resource_behind(wanted["FunctionName"]) not in deployment.managed_functions:
            yield f"{each.logical_id} scales {wanted['FunctionName']}, which is no managed function."
        if wanted["Qualifier"] != _PUBLISHED:
            yield f"{each.logical_id} scales the version {wanted['Qualifier']}; routes invoke {_PUBLISHED}."
        config = wanted["FunctionScalingConfig"]
        least, most = config["MinExecutionEnvironments"], config["MaxExecutionEnvironments"]
        if not 1 <= least <= most:
            yield f"{each.logical_id} asks for {least} to {most} environments."
        patience = each.get("Target", "RetryPolicy", "MaximumEventAgeInSeconds", default=86400)
        if patience > _LATEST_SECONDS:
            yield f"{each.logical_id} may still be carried out {patience} s later."


@rule(
    "schedule-role",
    "The role of a schedule may scale that function and nothing else, and trusts Scheduler only for this account:"
    " Scheduler acts for every account.",
)
def schedule_role(deployment: Deployment) -> Iterator[str]:
    for each in _schedules(deployment):
        role = deployment.resource_behind(str(each.get("Target", "RoleArn")))
        if role is None:
            continue
        for trusted in listed(role.get("AssumeRolePolicyDocument", "Statement")):
            bound = trusted.get("Condition", {}).get("StringEquals", {})
            if bound.get("aws:SourceAccount") != "${AWS::AccountId}":
                yield f"{role.logical_id} trusts {trusted['Principal']} for every account."
        for statement in statements(role):
            targets = [deployment.resource_behind(name) for name in listed(statement["Resource"])]
            if listed(statement["Action"]) != [ACTION] or any(
                target not in deployment.managed_functions for target in targets
            ):
                yield f"{role.logical_id} allows {statement['Action']} on {statement['Resource']}."
        if not statements(role):
            yield f"{role.logical_id} lacks {ACTION}."


@rule(
    "schedule-alarm",
    "A schedule that fails is seen only in its group's metric: nobody waits for its answer.",
)
def schedule_alarm(deployment: Deployment) -> Iterator[str]:
    watched = {
        name
        for alarm in deployment.of_type("AWS::CloudWatch::Alarm")
        if alarm.get("Namespace") == "AWS/Scheduler"
        for name in alarm.references()
    }
    for each in _schedules(deployment):
        group = deployment.resource_behind(str(each.get("GroupName", default="")))
        if group is None or group.logical_id not in watched:
            yield f"No alarm watches the group of {each.logical_id}."
