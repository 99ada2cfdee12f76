# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The recipes for other tools leave nothing of the template out. ./check-recipes runs the tools themselves."""

from __future__ import annotations

import re

from conftest import INFRA_SAM

from stackcheck.template import Template


def test_terraform_hasEveryOutputOfTheTemplate(template: Template) -> None:
    text = (INFRA_SAM / "terraform" / "outputs.tf").read_text(encoding="utf-8")

    assert set(re.findall(r'lookup\(local\.outputs, "(\w+)", null\)', text)) == set(
        template.source["Outputs"]
    )


def test_translation_namesEveryResourceOfTheTemplate(template: Template) -> None:
    guide = (INFRA_SAM / "other-tools.md").read_text(encoding="utf-8")
    table = guide.partition("## Resource by resource")[2]
    named = {
        name
        for row in re.findall(r"^\| (`[^|]+) \|", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", row)
    }

    assert named == set(template.source["Resources"])


def test_cdk_lockFile_namesNoHost() -> None:
    lock = (INFRA_SAM / "cdk" / "package-lock.json").read_text(encoding="utf-8")

    assert '"integrity"' in lock
    assert '"resolved"' not in lock
