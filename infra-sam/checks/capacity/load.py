# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The load, and what is assumed about it. Everything that is assumed can be set."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

FRAME_BYTES = 32 * 1024


class NonsenseError(Exception):
    """The numbers cannot be: the message is a sentence about which and why."""


def option(default: float, low: float, high: float, text: str) -> dict:
    return {"default": default, "low": low, "high": high, "text": text}


# Name -> default, sensible range, what it is. The command line is made of this.
OPTIONS: dict[str, dict] = {
    "payload_bytes": option(
        4096, 1, FRAME_BYTES, "size of one result (larger ones travel through S3)"
    ),
    "subscribers": option(1, 0, 1000, "subscribers of one result"),
    "messages_per_result": option(
        4, 1, 100, "messages from clients for one result: subscribe, result, ack, unsubscribe"
    ),
    "connections": option(60, 0, 500_000, "connections that are open"),
    "connects_per_second": option(0.1, 0, 500, "new connections per second"),
    "peak_factor": option(3, 1, 100, "peak load over average load"),
    # A relay, the dearest message of four, warm and with both compilers: benchmarks/README.md.
    "cpu_millis": option(0.62, 0.01, 1000, "CPU for one message, as a warm environment needs it"),
    "table_millis": option(5, 0.1, 5000, "one call of DynamoDB"),
    "post_millis": option(15, 0.1, 20_000, "one post to a client"),
    "vcpus": option(1, 1, 4, "vCPUs of an environment: 1, 2 or 4"),
    "ratio": option(2, 2, 8, "GiB of memory for each vCPU: 2, 4 or 8"),
    "concurrency_per_vcpu": option(32, 1, 64, "invocations at once for each vCPU"),
    "utilization": option(
        0.5,
        0.05,
        1,
        "how much of CPU and concurrency is used at the peak; Lambda keeps about half free",
    ),
    "relay_environments": option(3, 1, 12, "environments of sendmessage that always run"),
    "lifecycle_environments": option(2, 1, 6, "the same for onconnect and for ondisconnect, each"),
    "nat_gateways": option(1, 0, 3, "NAT gateways; 0 if the network has its own way out"),
    "volume_gb": option(30, 0, 16_384, "volume of an instance; read it off the first one"),
    "own_key": option(0, 0, 1, "1 if the volumes are encrypted with KmsKeyArn"),
    "internet": option(1, 0, 1, "part of the posts that leaves AWS; 0 if all clients are there"),
    "queued": option(
        1, 0, 1, "1 if $default and $disconnect are queued, as by default; 0 if they are direct"
    ),
    "batch": option(
        1, 1, 10, "messages that a queue hands out together: 1 at little load, 10 at most"
    ),
    "savings": option(0, 0, 0.72, "discount on the instances by a Savings Plan, as a fraction"),
    "standard_mb": option(1024, 512, 10_240, "memory of the standard functions"),
    "log_bytes": option(
        1200, 0, 100_000, "what one result adds to the functions' log, metrics included"
    ),
    "access_log_bytes": option(560, 0, 10_000, "one line of the access log; 0 if it is off"),
}


@dataclass(frozen=True)
class Load:
    results_per_second: float
    payload_bytes: float
    subscribers: float
    messages_per_result: float
    connections: float
    connects_per_second: float
    peak_factor: float
    cpu_millis: float
    table_millis: float
    post_millis: float
    vcpus: float
    ratio: float
    concurrency_per_vcpu: float
    utilization: float
    relay_environments: float
    lifecycle_environments: float
    nat_gateways: float
    volume_gb: float
    own_key: float
    internet: float
    queued: float
    batch: float
    savings: float
    standard_mb: float
    log_bytes: float
    access_log_bytes: float
    generation: str = "8g"
    size: str = "xlarge"

    def __post_init__(self) -> None:
        _within("results-per-second", self.results_per_second, 0, 1_000_000)
        for name, each in OPTIONS.items():
            _within(name.replace("_", "-"), getattr(self, name), each["low"], each["high"])
        for name, values in (("vcpus", (1, 2, 4)), ("ratio", (2, 4, 8))):
            if getattr(self, name) not in values:
                raise NonsenseError(
                    f"--{name} is {getattr(self, name):g}: it must be one of {', '.join(map(str, values))}."
                )

    @staticmethod
    def of(results_per_second: float, **others: float | str) -> Load:
        """A load with the defaults for what is not given."""
        known = {each.name for each in fields(Load)}
        unknown = others.keys() - known
        if unknown:
            raise NonsenseError(f"There is no option {', '.join(sorted(unknown))}.")
        return Load(
            results_per_second,
            **{**{name: each["default"] for name, each in OPTIONS.items()}, **others},
        )

    @property
    def messages_per_second(self) -> float:
        return self.results_per_second * self.messages_per_result

    @property
    def posts_per_second(self) -> float:
        """One to each subscriber, and one for the acknowledgement of a result that has any."""
        return self.results_per_second * (self.subscribers + (1 if self.subscribers else 0))

    @property
    def message_millis(self) -> float:
        """How long one message takes on average: a result and an ack post once (in parallel), each after a call of the table."""
        posting = min(2.0, self.messages_per_result) if self.subscribers else 0.0
        return (
            self.cpu_millis
            + self.table_millis
            + self.post_millis * posting / self.messages_per_result
        )


def _within(name: str, value: float, low: float, high: float) -> None:
    if not math.isfinite(value) or not low <= value <= high:
        raise NonsenseError(f"--{name} is {value:g}: it must be from {low:g} to {high:g}.")
