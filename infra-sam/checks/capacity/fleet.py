# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""From a load to vCPUs, environments and instances."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil

from capacity.load import Load, NonsenseError

_VCPUS = {"large": 2, "xlarge": 4, "2xlarge": 8}
# Lambda spreads the environments of a function over zones, so each of the first three has its own instance.
SPREAD = 3
# CPU of a relay with the first compiler only over that with both: 1,421 and 619 us (benchmarks/README.md).
FIRST_COMPILER = 1421 / 619


@dataclass(frozen=True)
class Fleet:
    """Managed instances for some of the functions."""

    relay: int
    lifecycle: int
    instances: int
    vcpus_needed: float
    in_flight: float


def fleet(load: Load, lifecycle_managed: bool) -> Fleet:
    peak = load.messages_per_second * load.peak_factor
    vcpus_needed = peak * load.cpu_millis / 1000 / load.utilization
    in_flight = peak * load.message_millis / 1000
    slots = load.vcpus * load.concurrency_per_vcpu * load.utilization
    relay = max(
        int(load.relay_environments), ceil(vcpus_needed / load.vcpus), ceil(in_flight / slots)
    )
    lifecycle = int(load.lifecycle_environments) if lifecycle_managed else 0
    per_instance = _environments_of_an_instance(load)
    instances = max(
        ceil((relay + 2 * lifecycle) / per_instance), min(SPREAD, max(relay, lifecycle))
    )
    return Fleet(relay, lifecycle, instances, vcpus_needed, in_flight)


def at_the_first_compiler(load: Load) -> Load:
    """The same load on a JVM that never gets to its second compiler."""
    return replace(load, cpu_millis=load.cpu_millis * FIRST_COMPILER)


def _environments_of_an_instance(load: Load) -> int:
    """One vCPU and 1 GB of each instance are Lambda's own."""
    vcpus = _VCPUS[load.size]
    fit = int(min((vcpus - 1) // load.vcpus, (vcpus * load.ratio - 1) // (load.vcpus * load.ratio)))
    if fit < 1:
        raise NonsenseError(
            f"An environment of {load.vcpus:g} vCPUs does not fit into a {load.size}: choose a larger --size."
        )
    return fit
