# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Applies every rule to every combination of parameters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import stackcheck.rules  # noqa: F401  registers the rules
from stackcheck.combinations import deployments
from stackcheck.deployment import Deployment
from stackcheck.rule import RULES, Rule
from stackcheck.scope import applies
from stackcheck.template import Template


@dataclass(frozen=True)
class Finding:
    """One sentence of one rule, and the first choice of parameters under which it holds."""

    rule: Rule
    sentence: str
    parameters: dict[str, str]


@dataclass(frozen=True)
class Report:
    findings: list[Finding]
    combinations: int


def check(template: Template) -> Report:
    found: dict[tuple[str, str], Finding] = {}
    combinations = 0
    defaults = {name: each.default for name, each in template.parameters.items()}
    for deployment in deployments(template):
        combinations += 1
        for rule, sentence in faults(deployment):
            chosen = {
                name: value
                for name, value in deployment.parameters.items()
                if value != defaults[name]
            }
            found.setdefault((rule.name, sentence), Finding(rule, sentence, chosen))
    return Report(list(found.values()), combinations)


def faults(deployment: Deployment) -> Iterator[tuple[Rule, str]]:
    """What every rule says of one choice of parameters."""
    for rule in RULES.values():
        if not applies(rule.name, deployment.template):
            continue
        for sentence in _sentences(rule, deployment):
            yield rule, sentence


def _sentences(rule: Rule, deployment: Deployment) -> list[str]:
    try:
        return list(rule.check(deployment))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as e:
        # A template may hold anything; that one rule does not understand it must not hide the others.
        return [f"The rule cannot read this template ({type(e).__name__}: {e})."]
