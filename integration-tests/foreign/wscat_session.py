# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The README's session by hand: two wscat, each in a terminal, typed into."""
import os
import pty
import re
import select
import subprocess
import time
import uuid

from checks import PATIENCE, run, setting, version

WSCAT = [setting("NODE"), os.path.join(setting("NODE_PACKAGES"), "wscat", "bin", "wscat")]
RELAY = setting("RELAY_WEBSOCKET_URL")


class Terminal:
    """wscat in a pseudo terminal."""

    def __init__(self, *arguments):
        self.terminal, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [*WSCAT, *arguments], stdin=theirs, stdout=theirs, stderr=theirs, env={**os.environ, "TERM": "dumb"})
        os.close(theirs)
        self.screen = ""

    def type(self, line):
        os.write(self.terminal, line.encode() + b"\n")

    def shows(self, text):
        deadline = time.monotonic() + PATIENCE
        while text not in self.screen:
            if not select.select([self.terminal], [], [], max(0, deadline - time.monotonic()))[0]:
                raise AssertionError(f"{text!r} is not in {self.screen!r}")
            # Without the control sequences of the line editor.
            self.screen += re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", os.read(self.terminal, 4096).decode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)


def session_by_hand():
    guid = str(uuid.uuid4())
    with Terminal("--connect", RELAY) as router, Terminal("--connect", RELAY) as worker:
        router.shows("Connected")
        worker.shows("Connected")
        router.type("ping")
        router.shows("< pong")
        router.type(f"subscribe: {guid}")
        worker.type('{"guid":"%s","code":0}' % guid)
        router.shows('< {"guid":"%s","code":0}' % guid)
        router.type(f"ack: {guid}")
        worker.shows('< {"type":"ack","guid":"%s"' % guid)
        router.type("something else")
        router.shows("< unknown text message")


version("wscat", subprocess.run([*WSCAT, "--version"], capture_output=True, text=True).stdout.strip())
run(session_by_hand)
