# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The three profiles beside each other: what each needs, what it costs, and what to mind."""

from __future__ import annotations

from dataclasses import dataclass, replace

from capacity import bill, prices
from capacity.fleet import Fleet, at_the_first_compiler, fleet
from capacity.load import Load
from capacity.prices import SECONDS

REQUEST_QUOTA = 10_000
STANDARD_CONCURRENCY_QUOTA = 1000
# What a new on-demand table takes at once.
NEW_TABLE_WRITES = 4000
# The end of the template's RelayMaxEnvironments.
MOST_ENVIRONMENTS = 48


@dataclass(frozen=True)
class Profile:
    name: str
    fleet: Fleet | None
    costs: dict[str, float]

    @property
    def month(self) -> float:
        return sum(self.costs.values())


def profiles(load: Load) -> list[Profile]:
    return [
        _profile("all managed", load, relay_managed=True, lifecycle_managed=True),
        _profile("only $default managed", load, relay_managed=True, lifecycle_managed=False),
        _profile("all standard", load, relay_managed=False, lifecycle_managed=False),
    ]


def _profile(name: str, load: Load, relay_managed: bool, lifecycle_managed: bool) -> Profile:
    needed = fleet(load, lifecycle_managed) if relay_managed else None
    messages = load.messages_per_second * SECONDS
    lifecycle_calls = 2 * load.connects_per_second * SECONDS
    standard_seconds = 0.0
    if not relay_managed:
        standard_seconds += messages * load.message_millis / 1000
    if not lifecycle_managed:
        standard_seconds += lifecycle_calls * (load.table_millis + load.cpu_millis) / 1000
    costs = {
        "instances": bill.instances(load, needed),
        "volumes, key": bill.volumes(load, needed),
        "NAT gateway": bill.nat(load) if relay_managed else 0.0,
        "between zones": bill.between_zones(load) if relay_managed else 0.0,
        "Lambda requests": bill.invocations(load) * SECONDS * prices.LAMBDA_REQUEST,
        "Lambda duration": standard_seconds * load.standard_mb / 1024 * prices.LAMBDA_GB_SECOND,
        "API Gateway": bill.api(load),
        "SQS": bill.queues(load),
        "data out": bill.data_out(load),
        "DynamoDB": bill.table(load),
        "logs, metrics": bill.logs(load),
    }
    return Profile(name, needed, costs)


def break_even(load: Load, profile: int) -> float | None:
    """Results per second from which a profile costs no more than all standard; None if not below the quota."""

    def dearer(rate: float) -> bool:
        compared = profiles(replace(load, results_per_second=rate))
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
    writes = bill.writes_per_second(load) * load.peak_factor
    if writes > NEW_TABLE_WRITES:
        found.append(
            f"The peak is {writes:,.0f} writes per second; a new table takes {NEW_TABLE_WRITES:,} at first. Set"
            " TableWarmWrites, or let the load grow over an hour."
        )
    if fleet(load, True).relay > MOST_ENVIRONMENTS:
        found.append(
            f"The template's RelayMaxEnvironments ends at {MOST_ENVIRONMENTS}: take environments with more vCPUs."
        )
    elif fleet(at_the_first_compiler(load), True).relay > MOST_ENVIRONMENTS:
        found.append(
            f"At the first compiler the load needs more environments than RelayMaxEnvironments allows"
            f" ({MOST_ENVIRONMENTS}): make sure that the start line says both compilers."
        )
    return found
