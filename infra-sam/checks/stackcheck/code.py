# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What the handlers' Java sources say: handler classes, environment variables, the table's keys."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_VARIABLE = re.compile(r"variables\s*\.\s*(?P<reader>\w+)\(\s*\"(?P<name>[A-Z][A-Z0-9_]+)\"")
_KEY = re.compile(r"String (?P<name>PARTITION_KEY|SORT_KEY|TTL) = \"(?P<value>\w+)\"")
# Set by Lambda itself.
_LAMBDAS_OWN = re.compile(r"AWS_|LAMBDA_|_")
# Not for the code: the Java virtual machine reads it itself.
READ_BY_THE_JVM = "JAVA_TOOL_OPTIONS"


@dataclass(frozen=True)
class Code:
    """The sources under the folder that holds the modules. Read when first asked for."""

    root: Path

    @cached_property
    def _text(self) -> str:
        return _sources(self.root / "handlers-core")

    @property
    def is_there(self) -> bool:
        return bool(self._text)

    @cached_property
    def variables(self) -> dict[str, bool]:
        """Environment variables that the code of all functions reads, and whether it cannot do without."""
        return _variables(self._text)

    def variables_of(self, module: Path) -> dict[str, bool]:
        """The same with what the module of one function reads."""
        return self.variables | _variables(_sources(module))

    @cached_property
    def keys(self) -> dict[str, str]:
        return {match["name"]: match["value"] for match in _KEY.finditer(self._text)}


def _sources(module: Path) -> str:
    sources = sorted((module / "src" / "main" / "java").rglob("*.java"))
    return "\n".join(each.read_text(encoding="utf-8") for each in sources)


def _variables(text: str) -> dict[str, bool]:
    return {
        match["name"]: match["reader"] == "required"
        for match in _VARIABLE.finditer(text)
        if not _LAMBDAS_OWN.match(match["name"])
    }


def handler_source(module: Path, handler: str) -> Path:
    """Where the source of a handler class would be."""
    return module / "src" / "main" / "java" / (handler.split("::")[0].replace(".", "/") + ".java")
