# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The rules by subject. Importing this package registers all of them."""

from stackcheck.rules import (
    code,
    functions,
    invocation,
    network,
    operation,
    provider,
    remains,
    schedules,
    trust,
)

__all__ = [
    "code",
    "functions",
    "invocation",
    "network",
    "operation",
    "provider",
    "remains",
    "schedules",
    "trust",
]
