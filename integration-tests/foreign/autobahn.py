# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The gateway under the Autobahn Testsuite's fuzzing client, with the echo behind it.

A case passes if it has the outcome that is expected of it: "OK" (or a variant that the suite counts as
conformant), or for the cases in MEANT_TO_DIFFER the suite's complaint about what API Gateway does otherwise.
"""
import json
import pathlib
import subprocess
import sys

from checks import Skip, one, setting, version

WSTEST = setting("WSTEST")
OUT = pathlib.Path(setting("FOREIGN_WORK")) / "autobahn"

# What the suite's own report colours green.
CONFORMANT = {"OK", "NON-STRICT", "INFORMATIONAL"}

BINARY = "API Gateway closes on a binary frame with 1003"
LARGE = "API Gateway closes on a frame above 32 KB with 1009"
EMPTY = "an empty answer of a function is not sent"
MEANT_TO_DIFFER = {
    "1.1.1": EMPTY,
    "1.1.6": LARGE,
    "1.1.7": LARGE,
    "1.1.8": LARGE,
    "1.2.1": BINARY,
    "1.2.2": BINARY,
    "1.2.3": BINARY,
    "1.2.4": BINARY,
    "1.2.5": BINARY,
    "1.2.6": BINARY,
    "1.2.7": BINARY,
    "1.2.8": BINARY,
    "6.1.1": EMPTY,
    "6.1.2": EMPTY,
}
# Not run: messages of 64 KB to 16 MB, which API Gateway refuses by its quotas, and the compression that it
# does not negotiate.
NOT_RUN = ["9.*", "12.*", "13.*"]


def outcomes():
    OUT.mkdir(parents=True, exist_ok=True)
    spec = OUT / "spec.json"
    spec.write_text(
        json.dumps(
            {
                "options": {"failByDrop": False},
                "outdir": str(OUT / "report"),
                "servers": [{"agent": "gateway", "url": setting("ECHO_WEBSOCKET_URL")}],
                "cases": ["*"],
                "exclude-cases": NOT_RUN,
                "exclude-agent-cases": {},
            }
        )
    )
    with open(OUT / "wstest.log", "w", encoding="utf-8") as log:
        subprocess.run([WSTEST, "-m", "fuzzingclient", "-s", str(spec)], stdout=log, stderr=log, timeout=420, check=True)
    index = json.loads((OUT / "report" / "index.json").read_text())
    return index["gateway"]


def judge(case, outcome):
    def check():
        conformant = outcome["behavior"] in CONFORMANT and outcome["behaviorClose"] in CONFORMANT
        said = f"{outcome['behavior']}, close {outcome['behaviorClose']}"
        reason = MEANT_TO_DIFFER.get(case)
        if reason is None and not conformant:
            raise AssertionError(said)
        if reason is not None and outcome["behavior"] in CONFORMANT:
            raise AssertionError(f"does not differ any more ({said}): {reason}")

    return check


def not_installed():
    raise Skip(setting("WSTEST_MISSING"))


if not WSTEST:
    one("autobahn", not_installed)
    sys.exit(0)
version(*subprocess.run([WSTEST, "--autobahnversion"], capture_output=True, text=True).stdout.split())
found = outcomes()
for case, outcome in sorted(found.items(), key=lambda item: [int(part) for part in item[0].split(".")]):
    difference = MEANT_TO_DIFFER.get(case)
    one(f"case {case}" + (f" (differs: {difference})" if difference else ""), judge(case, outcome))
