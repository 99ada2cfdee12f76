# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The dead letters of one route. Reading hides them from others, so whoever reads shows them again at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from deadletters.errors import DeadLettersError
from deadletters.letter import Letter

# For so long SQS hides what was received. A command ends before that, or it would meet letters twice.
HIDDEN_SECONDS = 180
# A receive that waits asks all of SQS's servers: only then does an empty answer mean that nothing is left.
WAIT_SECONDS = 1
_BATCH = 10

Done = Callable[[Letter], None]


class Box:
    """Not thread-safe. Every command ends by the deadline, on the monotonic clock, with a sentence."""

    def __init__(self, sqs: Any, letters: str, source: str, deadline: float):
        self._sqs = sqs
        self._letters = letters
        self._source = source
        self._deadline = deadline
        self._hidden: dict[str, Letter] = {}

    def letters(self, most: int) -> list[Letter]:
        """At most so many of them, the oldest first."""
        with self._shown_again():
            return sorted(islice(self._received(), most), key=lambda each: each.sent_at)

    def redrive(self, ids: set[str] | None, done: Done) -> set[str]:
        """Gives letters back to their queue, all of them if ids is None; returns the ids that were not found.

        Each is sent before it is deleted: what fails in between is there once too often, and never lost.
        """

        def give_back(letter: Letter) -> None:
            self._send(letter)
            try:
                self._delete(letter)
            except Exception as e:
                raise DeadLettersError(
                    f"{letter.id} went back to its queue and is still a dead letter, too: drop it. {e}"
                ) from e
            done(letter)

        return self._each(ids, give_back)

    def drop(self, ids: set[str] | None, done: Done) -> set[str]:
        """Deletes letters, all of them if ids is None; returns the ids that were not found."""

        def delete(letter: Letter) -> None:
            self._delete(letter)
            done(letter)

        return self._each(ids, delete)

    def _each(self, ids: set[str] | None, work: Done) -> set[str]:
        missing = set(ids or ())
        with self._shown_again():
            for letter in self._received():
                if ids is None or letter.id in missing:
                    work(letter)
                    missing.discard(letter.id)
                if ids is not None and not missing:
                    break
        return missing

    def _received(self) -> Iterator[Letter]:
        """Each letter once."""
        seen: set[str] = set()
        while True:
            if time.monotonic() > self._deadline:
                raise DeadLettersError(
                    "The time is over, and there are more: run it again with more --seconds."
                )
            received = self._sqs.receive_message(
                QueueUrl=self._letters,
                MaxNumberOfMessages=_BATCH,
                VisibilityTimeout=HIDDEN_SECONDS,
                WaitTimeSeconds=WAIT_SECONDS,
                AttributeNames=["All"],
                MessageAttributeNames=["All"],
            ).get("Messages", [])
            letters = [Letter(each) for each in received]
            self._hidden |= {each.id: each for each in letters}
            new = [each for each in letters if each.id not in seen]
            if not new:
                return
            seen |= {each.id for each in new}
            yield from new

    @contextmanager
    def _shown_again(self) -> Iterator[None]:
        try:
            yield
        finally:
            hidden = list(self._hidden.values())
            self._hidden.clear()
            for start in range(0, len(hidden), _BATCH):
                self._show(hidden[start : start + _BATCH])

    def _show(self, letters: list[Letter]) -> None:
        self._sqs.change_message_visibility_batch(
            QueueUrl=self._letters,
            Entries=[
                {"Id": str(n), "ReceiptHandle": each.receipt, "VisibilityTimeout": 0}
                for n, each in enumerate(letters)
            ],
        )

    def _send(self, letter: Letter) -> None:
        self._sqs.send_message(
            QueueUrl=self._source,
            MessageBody=letter.message["Body"],
            MessageAttributes={
                name: {"DataType": each["DataType"], "StringValue": each["StringValue"]}
                for name, each in letter.attributes.items()
            },
        )

    def _delete(self, letter: Letter) -> None:
        self._sqs.delete_message(QueueUrl=self._letters, ReceiptHandle=letter.receipt)
        del self._hidden[letter.id]
