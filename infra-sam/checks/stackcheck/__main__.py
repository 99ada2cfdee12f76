# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""check-template [FILE]: says in sentences what is wrong with a template, and exits with 1 if anything is."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from command import run
from stackcheck.check import Finding, check
from stackcheck.rule import RULES
from stackcheck.scope import applies
from stackcheck.template import Template, TemplateError

USAGE = "usage: check-template [FILE] | check-template --rules"


def main(arguments: list[str]) -> int:
    if arguments == ["--rules"]:
        for rule in RULES.values():
            print(f"{rule.name}: {rule.fact}")
        return 0
    if len(arguments) > 1 or any(each.startswith("-") for each in arguments):
        print(USAGE, file=sys.stderr)
        return 2
    file = Path(arguments[0] if arguments else "template.yaml")
    try:
        template = Template.read(file)
        report = check(template)
    except TemplateError as e:
        print(e, file=sys.stderr)
        return 2
    for name, findings in groupby(report.findings, key=lambda each: each.rule.name):
        _print(name, list(findings))
    broken = {each.rule.name for each in report.findings}
    applied = sum(applies(name, template) for name in RULES)
    print(
        f"{file}: {applied} rules, {report.combinations} combinations of parameters, {len(broken) or 'none'} broken."
    )
    if applied < len(RULES):
        print(
            f"{len(RULES) - applied} more rules are about the relay's own template and were not applied."
        )
    return 1 if broken else 0


def _print(name: str, findings: list[Finding]) -> None:
    print(f"{name}: {findings[0].rule.fact}")
    for finding in findings:
        print(f"  - {finding.sentence}")
        if finding.parameters:
            print(
                "    with "
                + " ".join(f"{key}={value}" for key, value in finding.parameters.items())
            )
    print()


if __name__ == "__main__":
    run(main)
