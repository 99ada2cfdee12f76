# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""dead-letters list | redrive | drop: what the queues of $default and $disconnect gave up on."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError

from command import run
from deadletters import place
from deadletters.box import HIDDEN_SECONDS, Box
from deadletters.errors import DeadLettersError, sentence
from deadletters.letter import Letter
from deadletters.place import QUEUES, Place
from deadletters.reasons import reasons

# Before what was received is shown by SQS itself.
_LONGEST = HIDDEN_SECONDS - 30


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        print(f"{message[0].upper()}{message[1:]}. Try --help.", file=sys.stderr)
        sys.exit(2)


def _parser() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    at = where.add_mutually_exclusive_group(required=True)
    at.add_argument("--stack", metavar="NAME", help="a deployed stack, such as events-relay-prod")
    at.add_argument(
        "--ready-file", type=Path, metavar="FILE", help="what run-local --ready-file wrote"
    )
    at.add_argument("--endpoint", metavar="URL", help="a local SQS, such as http://127.0.0.1:9324")
    where.add_argument("--region", help="of the stack; otherwise that of your AWS settings")
    where.add_argument("--route", choices=QUEUES, help="only the dead letters of this route")
    where.add_argument(
        "--seconds",
        type=float,
        default=60,
        metavar="N",
        help=f"how long it may take, at most {_LONGEST} (default 60)",
    )
    parser = _Parser(prog="dead-letters", description="What the queues gave up on.")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    listing = commands.add_parser(
        "list", parents=[where], help="say what is there; changes nothing"
    )
    listing.add_argument("--payload", action="store_true", help="print what clients sent, too")
    listing.add_argument(
        "--most", type=int, default=1000, metavar="N", help="of each route (default 1000)"
    )
    redrive = commands.add_parser(
        "redrive", parents=[where], help="give letters back to their queue"
    )
    redrive.add_argument("ids", nargs="*", metavar="ID")
    redrive.add_argument("--all", action="store_true", help="instead of ids")
    drop = commands.add_parser("drop", parents=[where], help="delete letters, for good")
    drop.add_argument("ids", nargs="+", metavar="ID")
    return parser


def main(arguments: list[str]) -> int:
    given = _parser().parse_args(arguments)
    named = given.stack or given.endpoint or str(given.ready_file)
    try:
        return _run(given)
    except DeadLettersError as e:
        print(e, file=sys.stderr)
    except (BotoCoreError, ClientError) as e:
        print(sentence(e, named), file=sys.stderr)
    return 2


def _run(given: argparse.Namespace) -> int:
    if not 0 < given.seconds <= _LONGEST:
        raise DeadLettersError(f"--seconds is {given.seconds:g}: it must be from 1 to {_LONGEST}.")
    if given.command == "list" and given.most < 1:
        raise DeadLettersError(f"--most is {given.most}: it must be at least 1.")
    if given.command == "redrive" and bool(given.ids) == given.all:
        raise DeadLettersError(
            "Say which letters to redrive: either ids, as list prints them, or --all."
        )
    deadline = time.monotonic() + given.seconds
    at = _place(given)
    routes = [given.route] if given.route else list(QUEUES)
    boxes = {}
    for route in routes:
        source, letters = (at.queues[each] for each in QUEUES[route])
        boxes[route] = Box(at.sqs, letters, source, deadline)
    if given.command == "list":
        return _list(given, at, boxes, deadline)
    ids = None if given.command == "redrive" and given.all else set(given.ids)
    return _move(given.command, ids, boxes)


def _place(given: argparse.Namespace) -> Place:
    if given.stack:
        return place.of_stack(given.stack, given.region)
    return (
        place.of_ready_file(given.ready_file)
        if given.ready_file
        else place.of_endpoint(given.endpoint)
    )


def _list(given: argparse.Namespace, at: Place, boxes: dict[str, Box], deadline: float) -> int:
    total = 0
    for route, box in boxes.items():
        letters = box.letters(given.most)
        known = _reasons(given, at, route, letters, deadline)
        if letters and not total:
            print(_row("id", "sent", "route", "connection", "bytes", "guid", "reason"))
        total += len(letters)
        for each in letters:
            print(_line(each, known.get(each.id, "-")))
            if given.payload and each.payload is not None:
                print(f"  {json.dumps(each.payload)}")
        if len(letters) == given.most:
            print(f"There may be more of ${route}: --most is {given.most}.")
    print(f"{total} dead letters." if total else "No dead letters.")
    return 0


def _reasons(
    given: argparse.Namespace, at: Place, route: str, letters: list[Letter], deadline: float
) -> dict[str, str]:
    try:
        return reasons(at.logs, given.stack, route, letters, deadline) if at.logs else {}
    except (BotoCoreError, ClientError) as e:
        print(f"Without reasons: {sentence(e, 'the log')}", file=sys.stderr)
        return {}


def _line(letter: Letter, reason: str) -> str:
    return _row(
        letter.id,
        f"{letter.sent_at:%Y-%m-%dT%H:%M:%SZ}",
        letter.attribute("routeKey"),
        letter.attribute("connectionId"),
        str(letter.size),
        letter.guid,
        reason,
    )


def _row(*cells: str) -> str:
    widths = (36, 20, 11, 16, 6, 36, 0)
    return "  ".join(f"{cell:{width}}" for cell, width in zip(cells, widths, strict=True)).rstrip()


def _move(command: str, ids: set[str] | None, boxes: dict[str, Box]) -> int:
    word = "redriven" if command == "redrive" else "dropped"
    moved = 0

    def done(letter: Letter) -> None:
        nonlocal moved
        moved += 1
        print(f"{letter.id}  {word}")

    move = Box.redrive if command == "redrive" else Box.drop
    missing = set(ids or ())
    try:
        for box in boxes.values():
            if ids is None or missing:
                missing = move(box, missing or None, done)
    finally:
        print(f"{moved} {word}.")
    for each in sorted(missing):
        print(
            f"There is no dead letter {each}, or somebody else is looking at it.", file=sys.stderr
        )
    return 1 if missing else 0


if __name__ == "__main__":
    run(main)
