# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The stages of samconfig.toml can be deployed, by CI, as they are written."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from conftest import INFRA_SAM

from stackcheck.check import faults
from stackcheck.deployment import Deployment
from stackcheck.template import Template

CONFIG = tomllib.loads((INFRA_SAM / "samconfig.toml").read_text(encoding="utf-8"))
STAGES: dict[str, dict[str, Any]] = {
    name: each["deploy"]["parameters"]
    for name, each in CONFIG.items()
    if name not in ("version", "default")
}


def _deployment(template: Template, stage: str) -> Deployment:
    defaults = {name: each.default or "" for name, each in template.parameters.items()}
    chosen = dict(each.split("=", 1) for each in STAGES[stage]["parameter_overrides"])
    assert chosen.keys() <= defaults.keys()
    return Deployment(template, {**defaults, **chosen})


@pytest.mark.parametrize("stage", STAGES)
def test_stage_isDeployedWithoutAQuestion(stage: str) -> None:
    settings = STAGES[stage]

    assert settings["confirm_changeset"] is False
    assert settings["fail_on_empty_changeset"] is False
    assert settings["region"]
    assert settings["capabilities"] == "CAPABILITY_IAM"


@pytest.mark.parametrize("stage", STAGES)
def test_stage_isNamedAlikeEverywhere(stage: str) -> None:
    settings, name = STAGES[stage], f"events-relay-{stage}"

    assert (settings["stack_name"], settings["s3_prefix"]) == (name, name)
    assert f"StageName={stage}" in settings["parameter_overrides"]
    assert settings["tags"] == ["application=events-relay", f"stage={stage}"]
    assert CONFIG[stage]["delete"]["parameters"] == {
        "stack_name": name,
        "region": settings["region"],
    }


@pytest.mark.parametrize("stage", STAGES)
def test_stage_breaksNoRule(template: Template, stage: str) -> None:
    deployment = _deployment(template, stage)

    assert deployment.refusals() == []
    assert list(faults(deployment)) == []


@pytest.mark.parametrize("stage", STAGES)
def test_stage_hasValuesThatTheTemplateAllows(template: Template, stage: str) -> None:
    for name, value in _deployment(template, stage).parameters.items():
        assert template.parameters[name].allows(value), f"{name}={value}"
