# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""estimate RESULTS_PER_SECOND [--option VALUE ...]: what a load needs and costs."""

from __future__ import annotations

import argparse
import sys

from capacity.fleet import at_the_first_compiler, fleet
from capacity.load import OPTIONS, Load, NonsenseError
from capacity.plan import Profile, break_even, profiles, warnings
from command import run


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{message[0].upper()}{message[1:]}. Try --help.", file=sys.stderr)
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="estimate", description="What a load of results needs and costs, in us-east-1."
    )
    parser.add_argument(
        "results_per_second",
        type=float,
        metavar="RESULTS_PER_SECOND",
        help="average over the month",
    )
    for name, each in OPTIONS.items():
        text = f"{each['text']} (default {each['default']:g})"
        parser.add_argument(
            "--" + name.replace("_", "-"),
            type=float,
            default=each["default"],
            metavar="N",
            help=text,
        )
    parser.add_argument(
        "--generation",
        choices=["7g", "8g", "9g"],
        default="8g",
        help="Graviton generation (default 8g)",
    )
    parser.add_argument(
        "--size",
        choices=["large", "xlarge", "2xlarge"],
        default="xlarge",
        help="instance size (default xlarge)",
    )
    return parser


def main(arguments: list[str]) -> int:
    try:
        load = Load(**vars(_parser().parse_args(arguments)))
        print("\n".join(_report(load)))
    except NonsenseError as e:
        print(e, file=sys.stderr)
        return 2
    return 0


def _report(load: Load) -> list[str]:
    lines = [
        f"{load.results_per_second:g} results per second on average, {load.results_per_second * load.peak_factor:g} at the peak",
        "",
    ]
    lines += ["Assumed (each is an option):"]
    lines += [
        f"  {name.replace('_', '-'):24}{getattr(load, name):>10,g}  {each['text']}"
        for name, each in OPTIONS.items()
    ]
    lines += [
        f"  {'generation, size':24}{load.generation + ' ' + load.size:>10}  of the instances, on demand",
        "",
        "Needed at the peak:",
        f"  {load.messages_per_second * load.peak_factor:,.0f} messages and {load.posts_per_second * load.peak_factor:,.0f} posts per second,"
        f" {load.message_millis:.1f} ms each, {fleet(load, True).in_flight:,.1f} at once",
        f"  {fleet(load, True).vcpus_needed:,.2f} vCPUs at {load.utilization:.0%} utilization",
    ]
    compared = profiles(load)
    for each in compared[:2]:
        lines.append(f"  {each.name}: {_fleet(each, load)}")
    lines.append(f"  {_first_compiler(load)}")
    lines += ["", *_table(compared), "", *_verdict(load, compared)]
    found = warnings(load)
    return lines + (["", "Mind:"] + [f"  {each}" for each in found] if found else [])


def _first_compiler(load: Load) -> str:
    held = at_the_first_compiler(load)
    needed = fleet(held, True)
    return (
        f"held at the first compiler ({held.cpu_millis:.2f} ms a message): {needed.vcpus_needed:,.2f} vCPUs,"
        f" {needed.relay} environments of sendmessage, {needed.instances} instances, all managed"
    )


def _fleet(profile: Profile, load: Load) -> str:
    assert profile.fleet
    family = {2: "c", 4: "m", 8: "r"}[int(load.ratio)]
    lifecycle = (
        f" and {profile.fleet.lifecycle} each of onconnect and ondisconnect"
        if profile.fleet.lifecycle
        else ""
    )
    return (
        f"{profile.fleet.relay} environments of sendmessage{lifecycle},"
        f" {load.vcpus * load.concurrency_per_vcpu:g} invocations at once in each, on {profile.fleet.instances} x {family}{load.generation}.{load.size}"
    )


def _table(compared: list[Profile]) -> list[str]:
    lines = [f"{'US dollars a month':20}" + "".join(f"{each.name:>24}" for each in compared)]
    for item in compared[0].costs:
        lines.append(f"{item:20}" + "".join(f"{each.costs[item]:>24,.2f}" for each in compared))
    lines.append(f"{'together':20}" + "".join(f"{each.month:>24,.2f}" for each in compared))
    return lines


def _verdict(load: Load, compared: list[Profile]) -> list[str]:
    lines = []
    for index in (0, 1):
        rate = break_even(load, index)
        lines.append(
            f"Break-even: '{compared[index].name}' never costs less than all standard below API Gateway's quota."
            if rate is None
            else f"Break-even: '{compared[index].name}' costs no more than all standard from about {rate:,.0f} results per second."
        )
    return lines


if __name__ == "__main__":
    run(main)
