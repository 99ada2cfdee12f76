# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A release, by the real sam package, to a stand-in for S3 on this machine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from conftest import INFRA_SAM
from moto.server import ThreadedMotoServer

from release import ReleaseError, main, plain, release

BUCKET = "artifacts"
FUNCTION = """
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: {folder}
      Handler: example.Relay
      Runtime: java25
      Role: arn:aws:iam::123456789012:role/relay
      AutoPublishAlias: live
"""


@pytest.fixture(scope="module")
def s3() -> Iterator[Any]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": "us-east-1",
            "SAM_CLI_TELEMETRY": "0",
        }.items():
            patch.setenv(name, value)
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET)
        yield client
    server.stop()


def _built(folder: Path, **jars: bytes) -> Path:
    for name, content in jars.items():
        (folder / name / "lib").mkdir(parents=True)
        (folder / name / "lib" / "relay.jar").write_bytes(content)
    functions = "".join(f"  {name}:{FUNCTION.format(folder=name)}" for name in jars)
    header = "Transform: AWS::Serverless-2016-10-31\nResources:\n"
    (folder / "template.yaml").write_text(header + functions, encoding="utf-8")
    return folder


def test_release_isAPlainTemplateWithItsHash(tmp_path: Path, s3: Any) -> None:
    built = _built(tmp_path / "build", Managed=b"code", Standard=b"code")

    url = release("1.2.0", BUCKET, built, tmp_path / "dist")

    artifact, sums = sorted((tmp_path / "dist").iterdir())
    text = artifact.read_bytes()
    assert url == f"https://{BUCKET}.s3.us-east-1.amazonaws.com/events-relay/1.2.0/{artifact.name}"
    assert artifact.name == f"events-relay-1.2.0-{hashlib.sha256(text).hexdigest()[:12]}.json"
    assert sums.read_text().splitlines() == [
        f"{hashlib.sha256(text).hexdigest()}  {artifact.name}",
        f"{hashlib.sha256(b'code').hexdigest()}  relay.jar",
    ]
    stored = s3.get_object(Bucket=BUCKET, Key=f"events-relay/1.2.0/{artifact.name}")
    assert stored["Body"].read() == text


def test_release_namesCodeThatIsInTheBucket(tmp_path: Path, s3: Any) -> None:
    built = _built(tmp_path / "build", Relay=b"other code")
    release("1.2.1", BUCKET, built, tmp_path / "dist")

    template = json.loads(next((tmp_path / "dist").glob("*.json")).read_text())
    code = template["Resources"]["Relay"]["Properties"]["Code"]

    assert "Transform" not in template
    assert code["S3Bucket"] == BUCKET
    assert s3.head_object(Bucket=BUCKET, Key=code["S3Key"])["ContentLength"] > 0


def test_release_differentJarsOfOneName_isRefused(tmp_path: Path, s3: Any) -> None:
    built = _built(tmp_path / "build", Managed=b"old", Standard=b"new")

    with pytest.raises(ReleaseError, match=r"Two functions have different relay\.jar"):
        release("1.2.2", BUCKET, built, tmp_path / "dist")


def test_release_unknownBucket_isOneSentenceAndExit2(
    tmp_path: Path, s3: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    built = _built(tmp_path / "build", Relay=b"code")

    assert main(["1.2.3", "nobodys", "--build", str(built), "--output", str(tmp_path)]) == 2
    assert "sam package failed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["one", BUCKET], "one is not a version such as 1.0.0."),
        (["1.0.0", BUCKET, "--build", "nowhere"], "nowhere/template.yaml is not there"),
        (["--plain", "nowhere.yaml"], "nowhere.yaml cannot be read"),
    ],
)
def test_nonsense_isOneSentenceAndExit2(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err


def test_plain_sameTemplate_hasTheSameBytes() -> None:
    template = INFRA_SAM / "template.yaml"

    assert plain(template) == plain(template)
    assert "AWS::Serverless" not in plain(template)
