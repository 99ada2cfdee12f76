# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The rules by subject. Importing this package registers all of them."""

from stackcheck.rules import (
    code,
    delivery,
    functions,
    invocation,
    network,
    operation,
    provider,
    queues,
    remains,
    schedules,
    trust,
)

__all__ = [
    "code",
    "delivery",
    "functions",
    "invocation",
    "network",
    "operation",
    "provider",
    "queues",
    "remains",
    "schedules",
    "trust",
]
