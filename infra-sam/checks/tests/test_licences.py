# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A function's JAR carries the licences of what is inside; each broken twin lacks one thing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from stackcheck.artifacts import licence_faults

NOTICE = "\nevents-relay\nCopyright 2026 The events-relay authors\n\nAWS SDK for Java 2.0\n"
COMPLETE = {
    "META-INF/LICENSE": "Apache License, Version 2.0",
    "META-INF/NOTICE": NOTICE,
    "META-INF/FastDoubleParser-LICENSE": "MIT",
    "META-INF/FastDoubleParser-ThirdParty-LICENSE": "BSL, MIT, BSD",
    "META-INF/Schubfach-LICENSE": "MIT",
    "META-INF/licenses/crac.txt": "BSD-2-Clause",
    "META-INF/licenses/slf4j.txt": "MIT",
    "META-INF/licenses/reactive-streams.txt": "MIT-0",
    "META-INF/licenses/public-suffix-list.txt": "MPL-2.0",
    "META-INF/versions/9/org/reactivestreams/FlowAdapters.class": "",
    "com/fasterxml/jackson/core/JsonParser.class": "",
    "dev/eventsrelay/sendmessage/SendMessageHandler.class": "",
    "org/crac/Resource.class": "",
    "org/publicsuffix/list/effective_tld_names.dat": "",
    "org/reactivestreams/Publisher.class": "",
    "org/slf4j/Logger.class": "",
}


def _function(folder: Path, entries: dict[str, str]) -> Path:
    (folder / "lib").mkdir()
    with zipfile.ZipFile(folder / "lib" / "relay.jar", "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return folder


def test_completeJar_hasNoFault(tmp_path: Path) -> None:
    assert list(licence_faults(_function(tmp_path, COMPLETE))) == []


@pytest.mark.parametrize(
    "missing", [name for name in COMPLETE if "LICENSE" in name or "licenses/" in name]
)
def test_missingText_isNamed(tmp_path: Path, missing: str) -> None:
    twin = {name: text for name, text in COMPLETE.items() if name != missing}

    (fault,) = licence_faults(_function(tmp_path, twin))

    assert missing in fault


@pytest.mark.parametrize(
    "notice",
    [
        "",
        "AWS SDK for Java 2.0\n",
        "events-relay\nCopyright 2006-2026 The Apache Software Foundation\n",
        "AWS SDK for Java 2.0\n" + NOTICE,
    ],
)
def test_noticeThatDoesNotBeginWithTheAuthors_isAFault(tmp_path: Path, notice: str) -> None:
    (fault,) = licence_faults(_function(tmp_path, {**COMPLETE, "META-INF/NOTICE": notice}))

    assert "META-INF/NOTICE" in fault


def test_otherLicenceText_isAFault(tmp_path: Path) -> None:
    (fault,) = licence_faults(_function(tmp_path, {**COMPLETE, "META-INF/LICENSE": "MIT"}))

    assert "Apache License" in fault


def test_unknownPackage_isAFault(tmp_path: Path) -> None:
    twin = {**COMPLETE, "org/example/copyleft/Tool.class": ""}

    assert list(licence_faults(_function(tmp_path, twin))) == [
        "has org/example/copyleft/, whose licence nobody has entered in LICENCES: relay.jar"
    ]
