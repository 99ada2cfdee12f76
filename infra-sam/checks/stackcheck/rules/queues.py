# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Queues between a route and its function: how long they hide and keep a message, and who reads and writes them."""

from __future__ import annotations

from collections.abc import Iterator

from stackcheck.deployment import Deployment, Resource, listed, statements
from stackcheck.rule import rule

QUEUE = "AWS::SQS::Queue"
READS = {"sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"}
WRITES = {"sqs:SendMessage"}
# Lambda, "Configuring a queue to use with Lambda".
VISIBILITY_FACTOR = 6
VISIBILITY_DEFAULT = 30
RETENTION_DEFAULT = 345_600
# Without a batching window.
MOST_IN_A_BATCH = 10


def visibility(queue: Resource) -> int:
    return int(queue.get("VisibilityTimeout", default=VISIBILITY_DEFAULT))


def retention(queue: Resource) -> int:
    return int(queue.get("MessageRetentionPeriod", default=RETENTION_DEFAULT))


def receives(queue: Resource) -> int:
    return int(queue.get("RedrivePolicy", "maxReceiveCount", default=0))


def read(deployment: Deployment) -> Iterator[tuple[Resource, Resource, Resource]]:
    """Each queue that a mapping reads, with the mapping and its function."""
    for mapping in deployment.mappings:
        queue = deployment.resource_behind(str(mapping.get("EventSourceArn", default="")))
        function = deployment.function_behind(str(mapping.get("FunctionName", default="")))
        if queue and function:
            yield queue, mapping, function


def aging(deployment: Deployment) -> Iterator[tuple[Resource, Resource, int]]:
    """Each queue of a route whose messages grow too old, with its function and the seconds until then."""
    for target in deployment.route_targets:
        if target.mapping and target.route_key != "$disconnect":
            queue = deployment.resource_behind(str(target.mapping.get("EventSourceArn")))
            age = target.function.get("Environment", "Variables", "MAX_QUEUE_AGE_SECONDS")
            if queue:
                yield queue, target.function, int(age)


def dead_letters_of(deployment: Deployment, queue: Resource) -> Resource | None:
    target = str(queue.get("RedrivePolicy", "deadLetterTargetArn", default=""))
    return deployment.resource_behind(target)


@rule(
    "queue-visibility",
    f"A queue hides a message for at least {VISIBILITY_FACTOR} times the function's time-out: Lambda uses the rest to"
    " try again what the function had no room for. Otherwise a message comes again while it is being worked on.",
)
def queue_visibility(deployment: Deployment) -> Iterator[str]:
    for queue, _, function in read(deployment):
        seconds = int(function.get("Timeout", default=3))
        if visibility(queue) < VISIBILITY_FACTOR * seconds:
            yield (
                f"{queue.logical_id} hides a message for {visibility(queue)} s;"
                f" {function.logical_id} may take {seconds} s."
            )


@rule(
    "queue-batch",
    "Of a batch only what failed comes again if the mapping says ReportBatchItemFailures. Without a window nobody waits"
    f" for a batch to fill, and it has at most {MOST_IN_A_BATCH} messages.",
)
def queue_batch(deployment: Deployment) -> Iterator[str]:
    for _, mapping, _ in read(deployment):
        if "ReportBatchItemFailures" not in mapping.get("FunctionResponseTypes", default=[]):
            yield f"{mapping.logical_id} sends a whole batch again when one message failed."
        window = int(mapping.get("MaximumBatchingWindowInSeconds", default=0))
        if window:
            yield f"{mapping.logical_id} makes a message wait {window} s for others."
        if int(mapping.get("BatchSize", default=MOST_IN_A_BATCH)) > MOST_IN_A_BATCH:
            yield f"{mapping.logical_id} asks for batches of {mapping.get('BatchSize')}, which need a window."


@rule(
    "queue-redrive",
    "What fails again and again has to go somewhere: to a queue of dead letters, which nobody reads and which keeps"
    " longer than its source, because a message's time goes on from when it was first sent.",
)
def queue_redrive(deployment: Deployment) -> Iterator[str]:
    for queue, _, _ in read(deployment):
        letters = dead_letters_of(deployment, queue)
        if letters is None or letters.type != QUEUE:
            yield f"{queue.logical_id} has no queue of dead letters."
            continue
        if receives(queue) < 2:
            yield f"{queue.logical_id} gives up after {receives(queue)} receives: one killed environment is enough."
        if retention(letters) <= retention(queue):
            yield (
                f"{letters.logical_id} keeps {retention(letters)} s, {queue.logical_id} itself {retention(queue)} s."
            )
        if deployment.readers_of(letters):
            yield f"{deployment.readers_of(letters)[0].logical_id} reads the dead letters of {queue.logical_id}."


@rule(
    "queue-age",
    "A message of a client is dropped when it has waited longer than its client. All its receives come before that, so"
    " that what always fails becomes a dead letter; and SQS keeps it until then, because it drops in silence. A"
    " disconnection is never too old.",
)
def queue_age(deployment: Deployment) -> Iterator[str]:
    for queue, function, age in aging(deployment):
        last = (receives(queue) - 1) * visibility(queue) + int(function.get("Timeout", default=3))
        if visibility(queue) >= age:
            yield (
                f"{queue.logical_id} brings a message again after {visibility(queue)} s;"
                f" {function.logical_id} drops it at {age} s."
            )
        elif last >= age:
            yield (
                f"{receives(queue)} receives of a message of {queue.logical_id} end after {last} s;"
                f" {function.logical_id} drops it at {age} s."
            )
        if retention(queue) <= age:
            yield f"{queue.logical_id} drops messages after {retention(queue)} s, and nobody counts them."


@rule(
    "queue-readers",
    "A queue has one reader: two would share its messages at random. Its function may read this queue and no other, and"
    " nobody reads dead letters but a person.",
)
def queue_readers(deployment: Deployment) -> Iterator[str]:
    may_read: dict[str, set[str]] = {}
    for queue, mapping, function in read(deployment):
        readers = deployment.readers_of(queue)
        if mapping is readers[0] and len(readers) > 1:
            yield f"{queue.logical_id} is read by {' and '.join(each.logical_id for each in readers)}."
        role = deployment.resource_behind(str(function.get("Role", default="")))
        may_read.setdefault(role.logical_id if role else "", set()).add(queue.logical_id)
    for role in deployment.of_type("AWS::IAM::Role"):
        wanted = {
            (action, queue) for queue in may_read.get(role.logical_id, ()) for action in READS
        }
        allowed = {each for each in _allowed(deployment, role) if each[0] not in WRITES}
        yield from _differences(role, wanted, allowed)


@rule(
    "queue-writers",
    "API Gateway may put messages on the queues that its integrations name and on no other, and nobody else may.",
)
def queue_writers(deployment: Deployment) -> Iterator[str]:
    may_write: dict[str, set[str]] = {}
    for integration in deployment.of_type("AWS::ApiGatewayV2::Integration"):
        queue = deployment.queue_behind(integration)
        if queue is None:
            continue
        role = deployment.resource_behind(str(integration.get("CredentialsArn", default="")))
        if role is None:
            yield f"{integration.logical_id} names no role to write to {queue.logical_id} with."
            continue
        may_write.setdefault(role.logical_id, set()).add(queue.logical_id)
        trusted = {
            str(service)
            for each in listed(role.get("AssumeRolePolicyDocument", "Statement"))
            for service in listed(each["Principal"].get("Service"))
        }
        if trusted != {"apigateway.amazonaws.com"}:
            yield f"{role.logical_id} trusts {', '.join(sorted(trusted)) or 'nobody'}."
    for role in deployment.of_type("AWS::IAM::Role"):
        wanted = {
            (action, queue) for queue in may_write.get(role.logical_id, ()) for action in WRITES
        }
        allowed = _allowed(deployment, role)
        if role.logical_id not in may_write:
            allowed = {each for each in allowed if each[0] in WRITES}
        yield from _differences(role, wanted, allowed)


def _differences(
    role: Resource, wanted: set[tuple[str, str]], allowed: set[tuple[str, str]]
) -> Iterator[str]:
    for action, queue in sorted(wanted - allowed):
        yield f"{role.logical_id} lacks {action} on {queue}."
    for action, queue in sorted(allowed - wanted):
        yield f"{role.logical_id} allows {action} on {queue}."


def _allowed(deployment: Deployment, role: Resource) -> set[tuple[str, str]]:
    """What a role may do to queues: actions, and the queue's logical id, or whatever else stands there."""
    allowed = set()
    for statement in statements(role):
        for action in map(str, listed(statement["Action"])):
            if action.startswith("sqs:") or action == "*":
                for name in map(str, listed(statement["Resource"])):
                    queue = deployment.resource_behind(name)
                    allowed.add((action, queue.logical_id if queue else name))
    return allowed
