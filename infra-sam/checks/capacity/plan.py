# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""From a load to vCPUs, environments and instances, and to the bill of the three profiles."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from capacity import prices
from capacity.load import FRAME_BYTES, Load, NonsenseError
from capacity.prices import GB, SECONDS

# Writes and reads (consistent, below 1 KB) of one result: 2 rows to subscribe, the publisher, 2 rows to
# unsubscribe; the subscribers and the publisher are read. Of one connection: its row in and out, and a query.
WRITES_PER_RESULT, READS_PER_RESULT = 5, 2
WRITES_PER_CONNECTION, READS_PER_CONNECTION = 2, 1
# HTTP and TLS around one post and around a batch of log lines.
OVERHEAD_BYTES = 1500
REQUEST_QUOTA = 10_000
STANDARD_CONCURRENCY_QUOTA = 1000

_VCPUS = {"large": 2, "xlarge": 4, "2xlarge": 8}
# Lambda spreads the environments of a function over zones, so each of the first three has its own instance.
SPREAD = 3


@dataclass(frozen=True)
class Fleet:
    """Managed instances for some of the functions."""

    relay: int
    lifecycle: int
    instances: int
    vcpus_needed: float
    in_flight: float


@dataclass(frozen=True)
class Profile:
    name: str
    fleet: Fleet | None
    costs: dict[str, float]

    @property
    def month(self) -> float:
        return sum(self.costs.values())


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


def _environments_of_an_instance(load: Load) -> int:
    """One vCPU and 1 GB of each instance are Lambda's own."""
    vcpus = _VCPUS[load.size]
    fit = int(min((vcpus - 1) // load.vcpus, (vcpus * load.ratio - 1) // (load.vcpus * load.ratio)))
    if fit < 1:
        raise NonsenseError(
            f"An environment of {load.vcpus:g} vCPUs does not fit into a {load.size}: choose a larger --size."
        )
    return fit


def profiles(load: Load) -> list[Profile]:
    return [
        _profile("all managed", load, relay_managed=True, lifecycle_managed=True),
        _profile("only $default managed", load, relay_managed=True, lifecycle_managed=False),
        _profile("all standard", load, relay_managed=False, lifecycle_managed=False),
    ]


def _profile(name: str, load: Load, relay_managed: bool, lifecycle_managed: bool) -> Profile:
    instances = fleet(load, lifecycle_managed) if relay_managed else None
    messages = load.messages_per_second * SECONDS
    lifecycle_calls = 2 * load.connects_per_second * SECONDS
    standard_seconds = 0.0
    if not relay_managed:
        standard_seconds += messages * load.message_millis / 1000
    if not lifecycle_managed:
        standard_seconds += lifecycle_calls * (load.table_millis + load.cpu_millis) / 1000
    costs = {
        "instances": _instances(load, instances),
        "NAT gateway": _nat(load) if relay_managed else 0.0,
        "Lambda requests": (messages + lifecycle_calls) * prices.LAMBDA_REQUEST,
        "Lambda duration": standard_seconds * load.standard_mb / 1024 * prices.LAMBDA_GB_SECOND,
        "API Gateway": _api(load),
        "DynamoDB": _table(load),
        "logs, metrics": _logs(load) * prices.LOG_GB + prices.WATCHING,
    }
    return Profile(name, instances, costs)


def _instances(load: Load, instances: Fleet | None) -> float:
    if instances is None:
        return 0.0
    family = prices.FAMILY_OF_RATIO[int(load.ratio)]
    return instances.instances * prices.instance_month(
        family, load.generation, load.size, load.savings
    )


def _nat(load: Load) -> float:
    """Posts and logs leave through it; the table does not (gateway endpoint)."""
    if not load.nat_gateways:
        return 0.0
    posted = (
        load.results_per_second * load.subscribers * load.payload_bytes
        + load.posts_per_second * OVERHEAD_BYTES
    )
    logged = load.results_per_second * load.log_bytes
    gigabytes = (posted + logged) * SECONDS / GB
    hourly = load.nat_gateways * (prices.NAT_HOUR + prices.PUBLIC_ADDRESS_HOUR) * prices.HOURS
    return hourly + gigabytes * prices.NAT_GB


def _api(load: Load) -> float:
    frames = ceil(load.payload_bytes / FRAME_BYTES)
    outbound = load.results_per_second * load.subscribers * frames + (
        load.posts_per_second - load.results_per_second * load.subscribers
    )
    messages = (load.messages_per_second + outbound) * SECONDS
    return (
        prices.messages_month(messages)
        + load.connections * prices.MINUTES * prices.API_CONNECTION_MINUTE
    )


def _table(load: Load) -> float:
    # A batch costs for each subscriber what it costs for one.
    writes = (
        load.results_per_second * WRITES_PER_RESULT
        + load.connects_per_second * WRITES_PER_CONNECTION
    )
    reads = (
        load.results_per_second * READS_PER_RESULT + load.connects_per_second * READS_PER_CONNECTION
    )
    return (writes * prices.TABLE_WRITE + reads * prices.TABLE_READ) * SECONDS


def _logs(load: Load) -> float:
    lines = load.messages_per_second + 2 * load.connects_per_second
    return (load.results_per_second * load.log_bytes + lines * load.access_log_bytes) * SECONDS / GB


def break_even(load: Load, profile: int) -> float | None:
    """Results per second from which a profile costs no more than all standard; None if not below the quota."""

    def dearer(rate: float) -> bool:
        others = {name: value for name, value in vars(load).items() if name != "results_per_second"}
        compared = profiles(Load.of(rate, **others))
        return compared[profile].month > compared[2].month

    most = REQUEST_QUOTA / requests_per_result(load)
    if dearer(most):
        return None
    low, high = 0.0, most
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (middle, high) if dearer(middle) else (low, middle)
    return high


def requests_per_result(load: Load) -> float:
    return load.messages_per_result + load.subscribers + (1 if load.subscribers else 0)


def warnings(load: Load) -> list[str]:
    found = []
    requests = load.results_per_second * requests_per_result(load) * load.peak_factor
    if requests > REQUEST_QUOTA:
        found.append(
            f"The peak is {requests:,.0f} requests per second of API Gateway, messages and posts together; the account's"
            f" quota is {REQUEST_QUOTA:,}. Ask for more, or split the API."
        )
    in_flight = fleet(load, True).in_flight
    if in_flight > STANDARD_CONCURRENCY_QUOTA:
        found.append(
            f"Standard functions would run {in_flight:,.0f} at once at the peak; the account's quota is"
            f" {STANDARD_CONCURRENCY_QUOTA:,}."
        )
    if fleet(load, True).relay > 48:
        found.append(
            "The template's RelayMaxEnvironments ends at 48: take environments with more vCPUs."
        )
    return found
