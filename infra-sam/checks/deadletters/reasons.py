# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Why letters died, as far as the functions' log says it: the last warning or error about each."""

from __future__ import annotations

import json
import time
from typing import Any

from deadletters.letter import Letter, printable

# The function behind each route, as its log group is named.
_FUNCTIONS = {"default": "sendmessage", "disconnect": "ondisconnect"}
_TELLING = ("WARN", "ERROR", "FATAL")


def reasons(
    logs: Any, stack: str, route: str, letters: list[Letter], deadline: float
) -> dict[str, str]:
    """By the letters' ids; as many as can be read by the deadline, on the monotonic clock."""
    wanted = {each.id for each in letters}
    found: dict[str, str] = {}
    if not wanted:
        return found
    pages = logs.get_paginator("filter_log_events").paginate(
        logGroupName=f"/aws/lambda/{stack}/{_FUNCTIONS[route]}",
        startTime=int(min(each.sent_at for each in letters).timestamp() * 1000),
        filterPattern='"receives"',
    )
    for page in pages:
        for event in page["events"]:
            _read(event["message"], wanted, found)
        if time.monotonic() > deadline:
            break
    return found


def _read(text: str, wanted: set[str], found: dict[str, str]) -> None:
    try:
        line = json.loads(text)
    except ValueError:
        return
    if isinstance(line, dict) and line.get("messageId") in wanted and line.get("level") in _TELLING:
        cause = line.get("reason") or str(line.get("stackTrace", "")).partition("\n")[0]
        found[line["messageId"]] = printable(
            f"{line.get('message', '')}: {cause}" if cause else str(line.get("message", ""))
        )
