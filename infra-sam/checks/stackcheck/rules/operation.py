# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Alarms and the dashboard: they ask for metrics that exist, as often as there is a point."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from stackcheck.deployment import Deployment, Resource
from stackcheck.metrics import INSTANCES, THROTTLE_REASONS, Metric, metric_of
from stackcheck.rule import rule
from stackcheck.rules.provider import allowed_types, bound
from stackcheck.rules.queues import aging, dead_letters_of, read

ALARM = "AWS::CloudWatch::Alarm"
DEPTH = "ApproximateNumberOfMessagesVisible"
AGE = "ApproximateAgeOfOldestMessage"
_QUERY = re.compile(
    r'SELECT \w+\("?(?P<name>\w+)"?\) FROM SCHEMA\("(?P<namespace>[^"]+)", (?P<dimensions>[^)]+)\)'
)
_SEARCHED = re.compile(r"MetricName=\(?(?P<names>[^)]+?)\)?\'")


def filtered(deployment: Deployment) -> set[tuple[str, str]]:
    """Metrics that the template itself makes out of log lines."""
    return {
        (made["MetricNamespace"], made["MetricName"])
        for each in deployment.of_type("AWS::Logs::MetricFilter")
        for made in each.get("MetricTransformations", default=[])
    }


def _asked(alarm: Resource) -> Iterator[Metric]:
    if alarm.get("MetricName"):
        yield metric_of(alarm.properties, int(alarm.get("Period", default=60)))
    for each in alarm.get("Metrics", default=[]):
        if "MetricStat" in each:
            yield metric_of(each["MetricStat"]["Metric"], int(each["MetricStat"]["Period"]))
        query = _QUERY.search(str(each.get("Expression", "")))
        if query:
            names = frozenset(name.strip() for name in query["dimensions"].split(","))
            yield Metric(query["namespace"], query["name"], names, int(each.get("Period", 60)))


@rule(
    "alarm-metric",
    "An alarm on a metric that nobody writes, or asked for too often, never goes off.",
)
def alarm_metric(deployment: Deployment) -> Iterator[str]:
    for alarm in deployment.of_type(ALARM):
        for metric in _asked(alarm):
            yield from (
                f"{alarm.logical_id} {fault}." for fault in metric.faults(filtered(deployment))
            )


@rule(
    "alarm-follows-route",
    "An alarm on a function that no route points to is silent while the other one fails.",
)
def alarm_follows_route(deployment: Deployment) -> Iterator[str]:
    invoked = {target.function.logical_id for target in deployment.route_targets}
    functions = {each.logical_id for each in deployment.functions}
    watched = set()
    for alarm in deployment.of_type(ALARM):
        for name in alarm.references() & functions:
            watched.add((name, str(alarm.get("MetricName"))))
            if name not in invoked:
                yield f"{alarm.logical_id} watches {name}, to which no route points."
    for name in sorted(invoked):
        for metric in ("Errors", "Throttles", "Duration"):
            if (name, metric) not in watched:
                yield f"No alarm watches {metric} of {name}."


@rule(
    "vcpu-alarm",
    "MaxVCpuCount counts whole instances, vCPUAllocated what environments got of them: an alarm above what environments"
    " can be given never goes off, and the dashboard's line has to be where the alarm is.",
)
def vcpu_alarm(deployment: Deployment) -> Iterator[str]:
    thresholds = {
        alarm.logical_id: float(alarm.get("Threshold"))
        for alarm in deployment.of_type(ALARM)
        if any(metric.name == "vCPUAllocated" for metric in _asked(alarm))
    }
    for provider in deployment.providers:
        if not thresholds:
            yield f"No alarm watches how much of {provider.logical_id} is allocated."
        reachable = min(
            (each.allocatable(bound(provider)) for each in allowed_types(provider)), default=0
        )
        for name, threshold in thresholds.items():
            if not 0 < threshold < reachable:
                yield f"{name} waits for {threshold:g} vCPUs; {provider.logical_id} can give environments {reachable}."
        for line in _alarm_lines(deployment):
            if line not in thresholds.values():
                yield f"The dashboard draws an alarm at {line:g} vCPUs, where there is none."


def _alarm_lines(deployment: Deployment) -> Iterator[float]:
    """Horizontal lines that the dashboard draws through the provider's vCPUs."""
    for resource in deployment.of_type("AWS::CloudWatch::Dashboard"):
        for widget in _widgets(resource):
            if "vCPUAllocated" in str(widget["properties"].get("metrics")):
                lines = widget["properties"].get("annotations", {}).get("horizontal", [])
                yield from (float(line["value"]) for line in lines)


def _widgets(dashboard: Resource) -> list[dict]:
    return json.loads(dashboard.properties["DashboardBody"])["widgets"]


@rule(
    "queue-alarm",
    "Nobody waits for an answer from a queue: only alarms say that it holds what nobody takes, or gave something up. One"
    " dead letter is a lost message.",
)
def queue_alarm(deployment: Deployment) -> Iterator[str]:
    watched = {
        (name, str(alarm.get("MetricName")), float(alarm.get("Threshold", default=0)))
        for alarm in deployment.of_type(ALARM)
        if alarm.get("Namespace") == "AWS/SQS"
        for name in alarm.references()
    }
    for queue, _, _ in read(deployment):
        letters = dead_letters_of(deployment, queue)
        if letters and (letters.logical_id, DEPTH, 1) not in watched:
            yield f"No alarm goes off at the first dead letter in {letters.logical_id}."
        if not any((name, metric) == (queue.logical_id, AGE) for name, metric, _ in watched):
            yield f"No alarm watches how long messages wait in {queue.logical_id}."
    for queue, _, dropped in aging(deployment):
        for name, metric, at in watched:
            if (name, metric) == (queue.logical_id, AGE) and at >= dropped:
                yield f"The alarm on the age in {name} goes off when its messages are gone."


@rule("alarm-target", "An alarm that tells nobody is none.")
def alarm_target(deployment: Deployment) -> Iterator[str]:
    for alarm in deployment.of_type(ALARM):
        if not alarm.get("AlarmActions"):
            yield f"{alarm.logical_id} has no AlarmActions."


@rule("dashboard", "A dashboard is JSON in a text: a slip shows only when someone needs it.")
def dashboard(deployment: Deployment) -> Iterator[str]:
    for resource in deployment.of_type("AWS::CloudWatch::Dashboard"):
        try:
            widgets = _widgets(resource)
        except ValueError as e:
            yield f"{resource.logical_id} is not JSON: {e}."
            continue
        for widget in widgets:
            title = widget["properties"].get("title", "a text")
            for fault in _widget_faults(widget, filtered(deployment)):
                yield f"{resource.logical_id}, '{title}', {fault}."


def _widget_faults(widget: dict, own: set[tuple[str, str]]) -> Iterator[str]:
    properties = widget["properties"]
    for entry in properties.get("metrics", ()):
        if isinstance(entry[0], dict):
            searched = _SEARCHED.search(entry[0]["expression"])
            names = (
                [name.strip('"') for name in searched["names"].split(" OR ")] if searched else []
            )
            for name in names:
                if name not in THROTTLE_REASONS:
                    yield from Metric("AWS/Lambda", name, INSTANCES, properties["period"]).faults(
                        own
                    )
            continue
        texts = [each for each in entry if isinstance(each, str)]
        yield from Metric(texts[0], texts[1], frozenset(texts[2::2]), properties["period"]).faults(
            own
        )
