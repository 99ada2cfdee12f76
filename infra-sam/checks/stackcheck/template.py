# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""A SAM template as its author wrote it, and as SAM's transform hands it to CloudFormation."""

from __future__ import annotations

import copy
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

FUNCTION = "AWS::Serverless::Function"


class TemplateError(Exception):
    """The template cannot be read; the message is a sentence for its author."""


@dataclass(frozen=True)
class Parameter:
    """A parameter and the values that its own declaration lets through."""

    name: str
    default: str | None
    allowed: tuple[str, ...]
    minimum: int | None
    maximum: int | None
    pattern: str | None

    def extremes(self) -> tuple[str, ...]:
        """Every allowed value, or the ends of the range, or the default where there is no bound."""
        if self.allowed:
            return self.allowed
        ends = [str(end) for end in (self.minimum, self.maximum) if end is not None]
        return tuple(dict.fromkeys(ends or [self.default or ""]))

    def allows(self, value: str) -> bool:
        """Whether CloudFormation would take the value for this parameter."""
        if self.allowed and value not in self.allowed:
            return False
        if self.pattern is not None and not re.fullmatch(self.pattern, value):
            return False
        return (self.minimum is None or int(value) >= self.minimum) and (
            self.maximum is None or int(value) <= self.maximum
        )


@dataclass(frozen=True)
class Template:
    """Both forms of one template. Never changed after it was made."""

    folder: Path
    source: dict[str, Any]
    transformed: dict[str, Any]

    @staticmethod
    def read(file: Path, packaged: bool = False) -> Template:
        """A packaged template already says where its code is; any other gets a place that stands for it."""
        try:
            source = yaml_parse(file.read_text(encoding="utf-8"))
        except OSError as e:
            raise TemplateError(f"{file} cannot be read: {e.strerror}.") from e
        except yaml.YAMLError as e:
            raise TemplateError(f"{file} is not YAML: {' '.join(str(e).split())}.") from e
        if not isinstance(source, dict) or not isinstance(source.get("Resources"), dict):
            raise TemplateError(f"{file} is not a template: it has no Resources.")
        return Template.of(source, file.resolve().parent, packaged)

    @staticmethod
    def of(source: dict[str, Any], folder: Path, packaged: bool = False) -> Template:
        source = {key: value for key, value in source.items() if value is not None}
        # The transform changes what it is given, wants code in S3, and asks for a region.
        changed = copy.deepcopy(source)
        for resource in changed["Resources"].values():
            if resource.get("Type") == FUNCTION and not packaged:
                properties = resource["Properties"] = resource.get("Properties") or {}
                if properties.get("InlineCode") is None and properties.get("ImageUri") is None:
                    properties["CodeUri"] = "s3://bucket/code"
        os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")
        try:
            transformed = transform(changed, {}, _NoManagedPolicies())
        except InvalidDocumentException as e:
            causes = "; ".join(cause.message for cause in e.causes)
            raise TemplateError(f"SAM refuses the template: {causes}.") from e
        return Template(folder, source, json.loads(json.dumps(transformed)))

    @property
    def parameters(self) -> dict[str, Parameter]:
        return {
            name: _parameter(name, body)
            for name, body in (self.source.get("Parameters") or {}).items()
        }


def _parameter(name: str, body: dict[str, Any]) -> Parameter:
    def number(key: str) -> int | None:
        return int(body[key]) if key in body else None

    return Parameter(
        name,
        str(body["Default"]) if "Default" in body else None,
        tuple(str(value) for value in body.get("AllowedValues", ())),
        number("MinValue"),
        number("MaxValue"),
        body.get("AllowedPattern"),
    )


class _NoManagedPolicies:
    """Functions of ours name their role; the transform would otherwise ask IAM for policies by name."""

    def load(self) -> dict[str, str]:
        return {}
