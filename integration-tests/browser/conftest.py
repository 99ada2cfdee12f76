# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Starts the emulator and a browser once, and a fresh page for each test."""

import json
import os
import pathlib
import signal
import subprocess
import time

import pytest
from playwright.sync_api import expect, sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
# A queue brings a message again after 30 or 60 s.
PATIENCE = 90
expect.set_options(timeout=30_000)


def wait_for(condition, seconds=PATIENCE):
    """Returns the first true value of the condition."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("It did not happen in time.")


class RunLocal:
    """One ./run-local; restart() starts another one on the same port."""

    def __init__(self, folder):
        self.folder = folder
        self.ready_file = folder / "ready.json"
        self.start(0)

    def start(self, port):
        with (self.folder / "run-local.log").open("a", encoding="utf-8") as output:
            self.process = subprocess.Popen(
                [
                    ROOT / "run-local",
                    *("--port", str(port)),
                    *("--ready-file", self.ready_file),
                    *("--log-file", self.folder / "functions.log"),
                ],
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        self.ready = json.loads(wait_for(self._ready, 600))

    def _ready(self):
        assert self.process.poll() is None, (self.folder / "run-local.log").read_text("utf-8")
        return self.ready_file.exists() and self.ready_file.read_text("utf-8")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(PATIENCE)

    def restart(self):
        port = int(self.url.rsplit(":", 1)[1].split("/")[0])
        self.stop()
        self.start(port)

    @property
    def url(self):
        return self.ready["webSocketUrl"]

    @property
    def console(self):
        return self.ready["managementUrl"].rsplit("/", 1)[0] + "/_console"


@pytest.fixture(scope="session")
def emulator(tmp_path_factory):
    running = RunLocal(tmp_path_factory.mktemp("emulator"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"],
            # A container's root has no sandbox; the only page is this emulator's.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, emulator):
    """Opens a view of the console. At the end there must have been no error in any page."""
    contexts = []
    errors = []

    def open_view(view="flow", width=1280, scheme="light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "console",
            lambda message: errors.append(message.text) if message.type == "error" else None,
        )
        page.goto(f"{emulator.console}#/{view}")
        page.wait_for_selector("#status[data-state=live]")
        return page

    open_view.errors = errors
    yield open_view
    for context in contexts:
        context.close()
    assert errors == []
