# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The commands answer with sentences and exit codes, whatever they are given."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from stackcheck.__main__ import main
from stackcheck.artifacts import faults

MANAGED = """
Transform: AWS::Serverless-2016-10-31
Resources:
  Relay:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: .
      Handler: example.Relay
      Runtime: java25
      Role: arn:aws:iam::123456789012:role/relay
      MemorySize: {memory}
      CapacityProviderConfig: {{Arn: "arn:aws:lambda:us-east-1:123456789012:capacity-provider:given"}}
"""


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{", "is not YAML"),
        ("[]", "has no Resources"),
        (
            "Resources: {F: {Type: 'AWS::Serverless::Function', Properties: {}}}",
            "SAM refuses the template",
        ),
        (
            "Resources: {R: {Type: 'AWS::SNS::Topic', Condition: Missing}}",
            "The condition Missing is used but not defined",
        ),
        (
            "Resources: {R: {Type: T, Properties: {P: {'Fn::FindInMap': [A, b, c]}}}}",
            "The mapping A has no entry b, c",
        ),
    ],
)
def test_unreadableTemplate_isOneSentenceAndExit2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, sentence: str
) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(text)

    assert main([str(file)]) == 2
    assert sentence in capsys.readouterr().err


def test_missingTemplate_isOneSentenceAndExit2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([str(tmp_path / "none.yaml")]) == 2
    assert capsys.readouterr().err.endswith(
        "none.yaml cannot be read: No such file or directory.\n"
    )


def test_otherApplicationsTemplate_isCheckedWithItsOwnFindings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "template.yaml"
    file.write_text(MANAGED.format(memory=1024))

    assert main([str(file)]) == 1
    output = capsys.readouterr().out
    assert (
        "memory-range: A managed function has 2048 to 32768 MB of memory.\n  - Relay has 1024 MB of memory."
        in output
    )
    assert "cannot read this template" not in output


def _jar(folder: Path, entries: dict[str, bytes]) -> Path:
    (folder / "lib").mkdir(parents=True)
    with zipfile.ZipFile(folder / "lib" / "relay.jar", "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return folder


def _elf(machine: int) -> bytes:
    return b"\x7fELF\x02\x01\x01" + bytes(11) + machine.to_bytes(2, "little")


def test_artifact_withHandlerAndArm64Library_hasNoFaults(tmp_path: Path) -> None:
    built = _jar(tmp_path / "f", {"example/Relay.class": b"", "libx.so": _elf(183)})

    assert list(faults(built, "example.Relay")) == []


def test_artifact_withX86Library_isFound(tmp_path: Path) -> None:
    built = _jar(tmp_path / "f", {"example/Relay.class": b"", "libx.so": _elf(62)})

    assert list(faults(built, "example.Relay")) == [
        "has a native library that is not for arm64: relay.jar!/libx.so"
    ]


def test_artifact_withoutHandlerOrJar_isFound(tmp_path: Path) -> None:
    assert list(faults(_jar(tmp_path / "f", {}), "example.Relay")) == ["has no class example.Relay"]
    assert list(faults(tmp_path, "example.Relay")) == ["has no JAR in lib/"]
