# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""release VERSION BUCKET | release --plain FILE: the built template as one artifact that others deploy.

The code goes to the bucket, and the template becomes plain CloudFormation: SAM's transform is done here, with the
version that the checks use, so that neither a macro nor SAM is needed where it is deployed.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from command import run
from stackcheck.template import Template, TemplateError

INFRA_SAM = Path(__file__).resolve().parents[1]
NAME = "events-relay"
_VERSION = re.compile(r"[0-9]+(\.[0-9]+){1,2}[0-9A-Za-z.-]*")


class ReleaseError(Exception):
    """Nothing was released, or not all of it; the message is a sentence about the cause."""


def plain(file: Path, packaged: bool = False) -> str:
    """A SAM template as CloudFormation's JSON. The same template gives the same bytes."""
    return json.dumps(Template.read(file, packaged).transformed, indent=1) + "\n"


def release(version: str, bucket: str, build: Path, output: Path) -> str:
    """Uploads the code and the template, writes the template and its checksums, returns the template's address."""
    if not _VERSION.fullmatch(version):
        raise ReleaseError(f"{version} is not a version such as 1.0.0.")
    template = build / "template.yaml"
    if not template.is_file():
        raise ReleaseError(f"{template} is not there: run sam build first.")
    prefix = f"{NAME}/{version}"
    with tempfile.TemporaryDirectory() as folder:
        packaged = Path(folder) / "packaged.yaml"
        _package(template, bucket, prefix, packaged)
        text = plain(packaged, packaged=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    name = f"{NAME}-{version}-{digest[:12]}"
    output.mkdir(parents=True, exist_ok=True)
    artifact, sums = output / f"{name}.json", output / f"{name}.sha256"
    artifact.write_text(text, encoding="utf-8")
    lines = {artifact.name: digest, **_jars(build)}
    sums.write_text("".join(f"{each}  {of}\n" for of, each in lines.items()), encoding="utf-8")
    return _upload([artifact, sums], bucket, prefix)


def _package(template: Path, bucket: str, prefix: str, packaged: Path) -> None:
    command = [INFRA_SAM / "sam", "package", "--template-file", template, "--s3-bucket", bucket]
    command += ["--s3-prefix", prefix, "--output-template-file", packaged]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, check=False, timeout=900)
    if done.returncode:
        raise ReleaseError("sam package failed, as it says above.")


def _jars(build: Path) -> dict[str, str]:
    """The functions' JARs by name; a managed function and its standard twin have the same."""
    found: dict[str, str] = {}
    for jar in sorted(build.glob("*/lib/*.jar")):
        digest = hashlib.sha256(jar.read_bytes()).hexdigest()
        if found.setdefault(jar.name, digest) != digest:
            raise ReleaseError(f"Two functions have different {jar.name}: run sam build again.")
    return found


def _upload(files: list[Path], bucket: str, prefix: str) -> str:
    s3 = boto3.client("s3")
    region = s3.get_bucket_location(Bucket=bucket)["LocationConstraint"] or "us-east-1"
    for file in files:
        s3.put_object(Bucket=bucket, Key=f"{prefix}/{file.name}", Body=file.read_bytes())
    return f"https://{bucket}.s3.{region}.amazonaws.com/{prefix}/{files[0].name}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="release", description="Makes the built template an artifact that others deploy."
    )
    parser.add_argument("version", nargs="?", help="such as 1.0.0")
    parser.add_argument("bucket", nargs="?", help="S3 bucket that whoever deploys can read")
    parser.add_argument("--build", type=Path, default=INFRA_SAM / ".aws-sam" / "build")
    parser.add_argument("--output", type=Path, default=INFRA_SAM / "dist")
    parser.add_argument(
        "--plain", type=Path, metavar="FILE", help="print FILE as plain CloudFormation, and end"
    )
    given = parser.parse_args(arguments)
    if given.plain is None and given.bucket is None:
        parser.error("give VERSION and BUCKET, or --plain FILE")
    try:
        if given.plain is not None:
            print(plain(given.plain), end="")
        else:
            print(release(given.version, given.bucket, given.build, given.output))
    except (ReleaseError, TemplateError) as e:
        print(e, file=sys.stderr)
        return 2
    except (BotoCoreError, ClientError) as e:
        print(f"The bucket {given.bucket} did not take it: {e}.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    run(main)
