# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Each rule passes on the template and fails on each of its broken twins."""

from __future__ import annotations

import copy

import pytest
from twins import TWINS, Twin

import stackcheck.rules  # noqa: F401  registers the rules
from stackcheck.check import check
from stackcheck.combinations import deployments
from stackcheck.deployment import Deployment
from stackcheck.rule import RULES
from stackcheck.template import Template


def test_template_everyCombination_breaksNoRule(template: Template) -> None:
    report = check(template)

    assert [f"{each.rule.name}: {each.sentence}" for each in report.findings] == []
    assert report.combinations > 2000


@pytest.mark.parametrize("twin", TWINS, ids=str)
def test_brokenTwin_isFoundByItsRule(template: Template, twin: Twin) -> None:
    source = copy.deepcopy(template.source)
    twin.breaks(source)
    broken = Template.of(source, template.folder)
    defaults = {name: each.default or "" for name, each in broken.parameters.items()}
    deployment = Deployment(broken, {**defaults, **twin.parameters})

    assert deployment.refusals() == []
    assert list(RULES[twin.rule].check(deployment)) != []


def test_everyRule_hasABrokenTwin() -> None:
    assert RULES.keys() == {twin.rule for twin in TWINS}


def test_combinations_coverEveryRoutingAndSize(template: Template) -> None:
    seen = list(deployments(template))
    routings = {
        tuple(each.parameters[f"{route}Compute"] for route in ("Connect", "Disconnect", "Default"))
        for each in seen
    }
    sizes = {
        tuple(each.parameters[name] for name in ("EnvironmentVCpus", "InstanceSize"))
        for each in seen
    }

    assert len(routings) == 8
    # 1 vCPU fits into three sizes, 2 into two, 4 into one.
    assert len(sizes) == 6


def test_queues_handOutHalfOfTheSlots_orLessThanAllByPollers(template: Template) -> None:
    mappings = template.source["Mappings"]

    for environments in map(str, range(1, 13)):
        batches = mappings["BatchesOfSlots"][environments]
        for concurrency, most in batches.items():
            assert most == min(1000, int(environments) * int(concurrency) // 2)
        for concurrency, most in mappings["PollersOfSlots"][environments].items():
            assert most == min(200, int(environments) * int(concurrency) // 10)
        assert batches.keys() == {"8", "16", "32", "64", "128", "256"}


@pytest.mark.parametrize(
    "parameters",
    [
        {"VpcId": "vpc-01234567"},
        {"SubnetIds": "subnet-01234567,subnet-12345678"},
        {
            "VpcId": "vpc-01234567",
            "SubnetIds": "subnet-01234567,subnet-12345678",
            "AvailabilityZoneIds": "use1-az1,use1-az2",
        },
        {"EnvironmentVCpus": "2", "InstanceSize": "large"},
        {"EnvironmentVCpus": "4", "InstanceSize": "xlarge"},
        {"InstanceGeneration": "8g", "AlternativeGeneration": "8g"},
        {"PeakStart": "cron(45 7 ? * MON-FRI *)"},
        {"StandardStartup": "provisioned", "RelayReservedConcurrency": "10"},
        {"TableWarmWrites": "8000", "TableMaxUnits": "16000"},
        {"RelayReservedConcurrency": "1"},
        {"LifecycleReservedConcurrency": "1"},
        {"DefaultPolling": "provisioned", "ConcurrencyPerVCpu": "16"},
        {"DefaultPolling": "provisioned", "RelayReservedConcurrency": "100"},
    ],
    ids=str,
)
def test_illegalCombination_isRefusedByTheTemplatesOwnRules(
    template: Template, parameters: dict[str, str]
) -> None:
    defaults = {name: each.default or "" for name, each in template.parameters.items()}

    assert Deployment(template, {**defaults, **parameters}).refusals() != []
