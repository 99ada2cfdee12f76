# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Instance types of managed instances: what they hold once Lambda has taken its own part."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TYPE = re.compile(
    r"(?P<family>[cmr])(?P<generation>[5-9])(?P<kind>[a-z]*)\.(?P<size>large|(?P<times>\d*)xlarge)"
)
_GIB_PER_VCPU = {"c": 2, "m": 4, "r": 8}

# Lambda keeps this of every instance for itself (AWS's sample calculator for managed instances).
OVERHEAD_VCPUS = 1
OVERHEAD_GIB = 1


@dataclass(frozen=True)
class InstanceType:
    name: str
    vcpus: int
    gib: int
    architecture: str

    @staticmethod
    def parse(name: str) -> InstanceType | None:
        """The type, or None if managed instances do not offer it: C, M and R families, large and up."""
        match = _TYPE.fullmatch(name)
        if not match:
            return None
        vcpus = 2 if match["size"] == "large" else 4 * int(match["times"] or 1)
        architecture = "arm64" if match["kind"].startswith("g") else "x86_64"
        return InstanceType(name, vcpus, vcpus * _GIB_PER_VCPU[match["family"]], architecture)

    def environments(self, vcpus: int, gib: float) -> int:
        """How many environments of that size fit beside Lambda's own part."""
        return int(min((self.vcpus - OVERHEAD_VCPUS) // vcpus, (self.gib - OVERHEAD_GIB) // gib))

    def allocatable(self, bound: int) -> int:
        """vCPUs that environments can be given when instances of this type use up a bound on vCPUs."""
        return bound // self.vcpus * (self.vcpus - OVERHEAD_VCPUS)
