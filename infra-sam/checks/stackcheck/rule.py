# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A rule: a name, the fact it rests on, and a function that says in sentences what breaks it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stackcheck.deployment import Deployment

Check = Callable[[Deployment], Iterable[str]]


@dataclass(frozen=True)
class Rule:
    name: str
    fact: str
    check: Check


RULES: dict[str, Rule] = {}


def rule(name: str, fact: str) -> Callable[[Check], Check]:
    """Registers a check under its name; the fact is printed with what the check finds."""

    def register(check: Check) -> Check:
        if name in RULES:
            raise ValueError(f"two rules are named {name}")
        RULES[name] = Rule(name, fact, check)
        return check

    return register
