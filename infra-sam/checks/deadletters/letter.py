# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""One dead letter: the event that API Gateway had put on the queue."""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

_COMMAND = re.compile(r"(?:subscribe|unsubscribe|ack): (.+)", re.DOTALL)
_LONGEST = 64


@dataclass(frozen=True)
class Letter:
    """A message as SQS delivered it; ``message`` has what is needed to send and to delete it."""

    message: dict[str, Any]

    @property
    def id(self) -> str:
        return self.message["MessageId"]

    @property
    def receipt(self) -> str:
        return self.message["ReceiptHandle"]

    @property
    def sent_at(self) -> datetime:
        return datetime.fromtimestamp(int(self.message["Attributes"]["SentTimestamp"]) / 1000, UTC)

    @property
    def attributes(self) -> dict[str, Any]:
        return self.message.get("MessageAttributes", {})

    def attribute(self, name: str) -> str:
        return printable(self.attributes.get(name, {}).get("StringValue", "-"))

    @property
    def payload(self) -> str | None:
        """What the client sent; None where the event has no body."""
        encoding = self.attributes.get("encoding", {}).get("StringValue", "text")
        if encoding == "none":
            return None
        if encoding != "base64":
            return self.message["Body"]
        try:
            return base64.b64decode(self.message["Body"]).decode("utf-8", "replace")
        except binascii.Error:
            return self.message["Body"]

    @property
    def size(self) -> int:
        return len((self.payload or "").encode())

    @property
    def guid(self) -> str:
        """The guid that the message is about; - if it names none."""
        payload = self.payload or ""
        command = _COMMAND.fullmatch(payload)
        if command:
            return printable(command[1])
        try:
            result = json.loads(payload)
        except ValueError:
            return "-"
        named = result.get("guid") if isinstance(result, dict) else None
        return printable(named) if isinstance(named, str) and named else "-"


def printable(text: str) -> str:
    """Without what a terminal would obey: clients chose these texts."""
    safe = text.encode("unicode_escape").decode("ascii")
    return safe if len(safe) <= _LONGEST else safe[: _LONGEST - 3] + "..."
