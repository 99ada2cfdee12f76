# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Metrics that exist: their namespace, name and dimensions, and how often there is a point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FUNCTION = frozenset({"FunctionName"})
ENVIRONMENT = frozenset({"CapacityProviderName", "FunctionName", "Resource"})
INSTANCES = frozenset({"CapacityProviderName", "InstanceType"})
API = frozenset({"ApiId", "Stage"})
TABLE = frozenset({"TableName"})
SCHEDULES = frozenset({"ScheduleGroup"})
QUEUE = frozenset({"QueueName"})
OPERATION = frozenset({"TableName", "Operation"})
NONE: frozenset[str] = frozenset()

# Managed instances write one point in five minutes.
LAMBDA_SECONDS = 300
APPLICATION = "events-relay"


def _all(
    namespace: str, dimensions: frozenset[str], *names: str
) -> dict[tuple[str, str], frozenset[str]]:
    return {(namespace, name): dimensions for name in names}


# Lambda: docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html and lambda-managed-instances-monitoring.html
# API Gateway: .../apigateway/latest/developerguide/apigateway-websocket-api-logging.html (WebSocket APIs only)
# DynamoDB: .../amazondynamodb/latest/developerguide/metrics-dimensions.html
# Scheduler: .../scheduler/latest/UserGuide/monitoring-cloudwatch.html
# SQS: .../AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
# events-relay: written by the handlers in the embedded metric format
KNOWN: dict[tuple[str, str], frozenset[str]] = {
    **_all(
        "AWS/Lambda",
        FUNCTION,
        "Errors",
        "Throttles",
        "Duration",
        "Invocations",
        "ConcurrentExecutions",
    ),
    **_all(
        "AWS/Lambda",
        ENVIRONMENT,
        "ExecutionEnvironmentConcurrency",
        "ExecutionEnvironmentConcurrencyLimit",
        "ExecutionEnvironmentCPUUtilization",
        "ExecutionEnvironmentMemoryUtilization",
    ),
    **_all(
        "AWS/Lambda",
        INSTANCES,
        "CPUUtilization",
        "MemoryUtilization",
        "vCPUAvailable",
        "vCPUAllocated",
        "MemoryAvailable",
        "MemoryAllocated",
    ),
    **_all(
        "AWS/ApiGateway",
        API,
        "ConnectCount",
        "MessageCount",
        "IntegrationError",
        "ClientError",
        "ExecutionError",
        "IntegrationLatency",
    ),
    **_all(
        "AWS/DynamoDB",
        TABLE,
        "ReadThrottleEvents",
        "WriteThrottleEvents",
        "ConsumedReadCapacityUnits",
        "ConsumedWriteCapacityUnits",
    ),
    **_all(
        "AWS/DynamoDB", OPERATION, "SuccessfulRequestLatency", "ThrottledRequests", "SystemErrors"
    ),
    **_all(
        "AWS/SQS",
        QUEUE,
        "ApproximateNumberOfMessagesVisible",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateAgeOfOldestMessage",
        "NumberOfMessagesSent",
        "NumberOfMessagesDeleted",
    ),
    **_all("AWS/Scheduler", SCHEDULES, "InvocationDroppedCount", "TargetErrorCount"),
    **_all(
        APPLICATION,
        FUNCTION,
        "ResultsRelayed",
        "ResultsWithoutSubscriber",
        "ResultsKept",
        "ResultsEvicted",
        "ResultsUndelivered",
        "SubscribersPerResult",
        "RelayTime",
        "PostTime",
        "ConnectionsGone",
        "PostRetries",
        "PostThrottles",
        "StoreRetries",
        "Nacks",
        "Overloaded",
        "ShareExceeded",
        "MessagesTooOld",
        "SubscriptionsRefused",
        "ConnectsRefused",
        "ConnectsWouldBeRefused",
        "ConnectsWithPreviousSecret",
        "Failures",
    ),
}
# Reasons of throttles, found by a search: with which dimensions Lambda writes them is not documented.
THROTTLE_REASONS = ("ConcurrencyThrottles", "CPUThrottles", "MemoryThrottles", "DiskThrottles")


@dataclass(frozen=True)
class Metric:
    """A metric as an alarm or a dashboard asks for it."""

    namespace: str
    name: str
    dimensions: frozenset[str]
    period: int

    def faults(self, own: set[tuple[str, str]]) -> Iterator[str]:
        """What is wrong with it; ``own`` are metrics that the template's log filters make."""
        key = (self.namespace, self.name)
        expected = NONE if key in own else KNOWN.get(key)
        if expected is None:
            yield f"asks for the metric {self.namespace} {self.name}, which nobody writes"
        elif self.dimensions != expected:
            yield (
                f"asks for {self.name} by {', '.join(sorted(self.dimensions)) or 'no dimension'}; it is written by"
                f" {', '.join(sorted(expected)) or 'no dimension'}"
            )
        if self.namespace == "AWS/Lambda" and self.period % LAMBDA_SECONDS:
            yield f"asks for {self.name} every {self.period} s; managed instances write it every {LAMBDA_SECONDS} s"


def metric_of(properties: dict[str, Any], period: int) -> Metric:
    names = frozenset(each["Name"] for each in properties.get("Dimensions", ()))
    return Metric(properties["Namespace"], properties["MetricName"], names, period)
