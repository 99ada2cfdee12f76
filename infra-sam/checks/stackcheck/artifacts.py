# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""check-artifacts [FOLDER]: looks into what `sam build` made, before it is uploaded."""

from __future__ import annotations

import re
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

_JACKSON = (
    "META-INF/FastDoubleParser-LICENSE",
    "META-INF/FastDoubleParser-ThirdParty-LICENSE",
    "META-INF/Schubfach-LICENSE",
)
# What a function's JAR may contain, and the texts that must come with it. META-INF/LICENSE is the
# Apache License 2.0, which covers what has no text of its own here.
LICENCES: dict[str, tuple[str, ...]] = {
    "com/amazonaws/": (),
    "com/fasterxml/jackson/": _JACKSON,
    "dev/eventsrelay/": (),
    "org/apache/hc/": (),
    "org/crac/": ("META-INF/licenses/crac.txt",),
    "org/jspecify/": (),
    "org/publicsuffix/": ("META-INF/licenses/public-suffix-list.txt",),
    "org/reactivestreams/": ("META-INF/licenses/reactive-streams.txt",),
    "org/slf4j/": ("META-INF/licenses/slf4j.txt",),
    "software/amazon/awssdk/": _JACKSON,
}
# The heading of META-INF/NOTICE: this project and its authors, before what dependencies ask for.
_HEADING = re.compile(r"\s*events-relay\nCopyright \d{4}(-\d{4})? The events-relay authors\n")


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


def licence_faults(function: Path) -> Iterator[str]:
    """What a built function owes to the authors of what is inside, and to this project's."""
    for jar in sorted((function / "lib").glob("*.jar")):
        with zipfile.ZipFile(jar) as archive:
            names = set(archive.namelist())
            if "Apache License" not in _text(archive, "META-INF/LICENSE"):
                yield f"has no Apache License in META-INF/LICENSE: {jar.name}"
            if not _HEADING.match(_text(archive, "META-INF/NOTICE")):
                yield f"has no META-INF/NOTICE that begins with events-relay and its authors: {jar.name}"
        packages = {name.rpartition("/")[0] + "/" for name in names if name.endswith(".class")}
        known = {
            prefix
            for prefix in LICENCES
            if any(each.startswith(prefix) for each in packages | names)
        }
        for text in sorted({each for prefix in known for each in LICENCES[prefix]} - names):
            yield f"has no {text}: {jar.name}"
        for package in sorted(packages):
            if not package.startswith(("META-INF/", *LICENCES)):
                yield f"has {package}, whose licence nobody has entered in LICENCES: {jar.name}"


def _text(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8") if name in archive.namelist() else ""


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
            function = build / body["Properties"]["CodeUri"]
            sentences = [
                *faults(function, body["Properties"]["Handler"]),
                *licence_faults(function),
            ]
            broken = broken or bool(sentences)
            size = unpacked(function) / 1e6
            print(f"{logical_id:30} {size:6.1f} MB  {'; '.join(sentences) or 'ok'}")
    return 1 if broken else 0


if __name__ == "__main__":
    run(main)
