# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The choices of parameters under which a template is checked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from stackcheck.deployment import Deployment
from stackcheck.template import Template

# Which compute serves which route, on which way, and all that follows from it.
ROUTING = (
    "ConnectCompute",
    "DisconnectCompute",
    "DefaultCompute",
    "KeepManagedFunctions",
    "DisconnectDelivery",
    "DefaultDelivery",
)
# How large the managed functions and their instances are.
SIZING = (
    "EnvironmentVCpus",
    "MemoryGiBPerVCpu",
    "ConcurrencyPerVCpu",
    "InstanceGeneration",
    "InstanceSize",
    "MaxVCpuCount",
)
# Ranges: their lower ends together, and their upper ends together.
RANGES = (
    "RelayMinEnvironments",
    "RelayMaxEnvironments",
    "LifecycleMinEnvironments",
    "LifecycleMaxEnvironments",
    "RelayProvisionedConcurrency",
    "LifecycleProvisionedConcurrency",
    "StandardMemory",
)
SECRET = {
    "ConnectSecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:events-relay-AbCdEf"
}
# What bounds the batches of a queue.
SLOTS = ("EnvironmentVCpus", "ConcurrencyPerVCpu", "DefaultCompute")
# Choices that add or leave out resources but concern no function.
AROUND = (
    {
        "VpcId": "vpc-0123456789abcdef0",
        "SubnetIds": "subnet-0123456789abcdef0,subnet-0123456789abcdef1",
    },
    {"NatGateways": "2", "AvailabilityZoneIds": "use1-az1,use1-az4"},
    {
        "AccessLog": "use-account-role",
        "AlarmEmail": "operator@example.com",
        "ConnectAuthorization": "iam",
        "RelayReservedConcurrency": "200",
        "LifecycleReservedConcurrency": "50",
    },
    {
        "AccessLog": "off",
        "KmsKeyArn": "arn:aws:kms:us-east-1:123456789012:key/0123",
        "TableWarmWrites": "40000",
    },
    {
        "TableMaxUnits": "1000",
        "AlternativeGeneration": "none",
        **SECRET,
        "ConnectAuthorization": "report",
    },
    {"StandardStartup": "provisioned", **SECRET, "ConnectAuthorization": "shared-secret"},
    {
        "PeakStart": "cron(45 7 ? * MON-FRI *)",
        "PeakEnd": "cron(0 19 ? * MON-FRI *)",
        "PeakMinEnvironments": "12",
        "AlternativeGeneration": "9g",
    },
)


def deployments(template: Template) -> Iterator[Deployment]:
    """Every combination of the compute parameters that the template's own Rules let through.

    Sizes do not depend on where routes point, so each is combined with itself: all routings at the
    default sizes, all sizes with every managed function present, and the network variants with both.
    """
    defaults = {name: each.default or "" for name, each in template.parameters.items()}
    for choice in _choices(template):
        known = {name: value for name, value in choice.items() if name in defaults}
        deployment = Deployment(template, {**defaults, **known})
        if not deployment.refusals():
            yield deployment


def _choices(template: Template) -> Iterator[dict[str, str]]:
    yield {}
    yield from _every(template, (*ROUTING, "StandardStartup"))
    for ends in _ends(template):
        yield from ({**ends, **size} for size in _every(template, SIZING))
        yield from ({**ends, **routing} for routing in _every(template, ROUTING))
        polled = {**ends, "DefaultPolling": "provisioned", "InstanceSize": "2xlarge"}
        yield from ({**polled, **slots} for slots in _every(template, SLOTS))
    for around in AROUND:
        yield from ({**around, **routing} for routing in _every(template, ROUTING))


def _every(template: Template, names: tuple[str, ...]) -> Iterator[dict[str, str]]:
    known = [name for name in names if name in template.parameters]
    for values in product(*(template.parameters[name].extremes() for name in known)):
        yield dict(zip(known, values, strict=True))


def _ends(template: Template) -> Iterator[dict[str, str]]:
    known = [template.parameters[name] for name in RANGES if name in template.parameters]
    yield {each.name: each.extremes()[0] for each in known}
    yield {each.name: each.extremes()[-1] for each in known}
    # The largest floor under the smallest ceiling: a range that overlaps shows here.
    yield {each.name: each.extremes()[0 if "Max" in each.name else -1] for each in known}
