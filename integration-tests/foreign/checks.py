# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What the Python checks share. Each check ends in one line: ok, not ok, or skip, with its name."""
import asyncio
import inspect
import os
import sys
import traceback

PATIENCE = 15
SILENCE = 0.4

_failed = False


class Skip(Exception):
    """The reason why a check cannot run here."""


def version(*what):
    print("#", *what, flush=True)


def run(*checks):
    """Runs functions, plain or async, under their names; the exit code says whether all passed."""
    for check in checks:
        one(check.__name__.replace("_", " "), check)
    sys.exit(1 if _failed else 0)


def one(name, check):
    global _failed
    try:
        if inspect.iscoroutinefunction(check):
            asyncio.run(asyncio.wait_for(check(), 60))
        else:
            check()
        print("ok", name, flush=True)
    except Skip as reason:
        print(f"skip {name}: {reason}", flush=True)
    except Exception as problem:  # whatever it is: the other checks go on
        _failed = True
        print(f"not ok {name}: {type(problem).__name__}: {problem}".replace("\n", " "), flush=True)
        traceback.print_exc(file=sys.stderr)


def equal(actual, expected):
    if actual != expected:
        raise AssertionError(f"expected {expected!r}, got {actual!r}")


def setting(name):
    return os.environ[name]
