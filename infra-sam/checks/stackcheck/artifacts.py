# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""check-artifacts [FOLDER]: looks into what `sam build` made, before it is uploaded."""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

from command import run
from stackcheck.template import FUNCTION

# Lambda's limit for a package, unzipped.
MAX_BYTES = 250 * 1024 * 1024
_ELF, _ARM64 = b"\x7fELF", 183


def faults(function: Path, handler: str) -> Iterator[str]:
    """What would keep a built function from running on arm64."""
    jars = sorted((function / "lib").glob("*.jar"))
    if not jars:
        yield "has no JAR in lib/"
        return
    wanted = handler.split("::")[0].replace(".", "/") + ".class"
    found = False
    for jar in jars:
        with zipfile.ZipFile(jar) as archive:
            found = found or wanted in archive.namelist()
            for entry in archive.infolist():
                with archive.open(entry) as stream:
                    head = stream.read(20)
                if head[:4] == _ELF and int.from_bytes(head[18:20], "little") != _ARM64:
                    yield f"has a native library that is not for arm64: {jar.name}!/{entry.filename}"
    if not found:
        yield f"has no class {handler}"
    if unpacked(function) > MAX_BYTES:
        yield f"is {unpacked(function) / 1e6:.0f} MB, Lambda takes {MAX_BYTES / 1e6:.0f}"


def unpacked(function: Path) -> int:
    return sum(each.stat().st_size for each in function.rglob("*") if each.is_file())


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print("usage: check-artifacts [FOLDER]", file=sys.stderr)
        return 2
    build = Path(arguments[0])
    template = build / "template.yaml"
    if not template.is_file():
        print(f"{template} is not there: run sam build first.", file=sys.stderr)
        return 2
    broken = False
    for logical_id, body in yaml_parse(template.read_text(encoding="utf-8"))["Resources"].items():
        if body["Type"] == FUNCTION:
            sentences = list(
                faults(build / body["Properties"]["CodeUri"], body["Properties"]["Handler"])
            )
            broken = broken or bool(sentences)
            size = unpacked(build / body["Properties"]["CodeUri"]) / 1e6
            print(f"{logical_id:30} {size:6.1f} MB  {'; '.join(sentences) or 'ok'}")
    return 1 if broken else 0


if __name__ == "__main__":
    run(main)
