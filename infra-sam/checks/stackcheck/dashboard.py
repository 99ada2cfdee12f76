# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""show-dashboard [NAME=VALUE ...]: draws the template's dashboard as text, for those parameters."""

from __future__ import annotations

import json
import re
import sys
import textwrap
from pathlib import Path
from typing import Any

from command import run
from stackcheck.deployment import Deployment
from stackcheck.template import Template, TemplateError

# Characters for one column of CloudWatch's 24; a multiple of 12, so that thirds and quarters come out even.
_COLUMN = 6


def draw(deployment: Deployment) -> str:
    """The widgets in their rows. A metric is drawn as its label, its name and the function that it is of."""
    lines: list[str] = []
    for resource in deployment.of_type("AWS::CloudWatch::Dashboard"):
        widgets = json.loads(resource.properties["DashboardBody"])["widgets"]
        for y in sorted({each["y"] for each in widgets}):
            row = sorted((each for each in widgets if each["y"] == y), key=lambda each: each["x"])
            lines += _row(row)
    return "\n".join(line.rstrip() for line in lines)


def _row(widgets: list[dict[str, Any]]) -> list[str]:
    boxes = [_box(each) for each in widgets]
    height = max(len(each) for each in boxes)
    padded = [
        _closed(box, height, widget["width"] * _COLUMN)
        for box, widget in zip(boxes, widgets, strict=True)
    ]
    return ["".join(parts) for parts in zip(*padded, strict=True)]


def _box(widget: dict[str, Any]) -> list[str]:
    properties = widget["properties"]
    if widget["type"] == "text":
        return [properties["markdown"]]
    width = widget["width"] * _COLUMN - 4
    lines = textwrap.wrap(properties["title"], width)
    lines.append("-" * width)
    for entry in properties.get("metrics", ()):
        lines += textwrap.wrap(_metric(entry, properties), width, subsequent_indent="  ")
    if "query" in properties:
        lines += textwrap.wrap(properties["query"], width)
    return lines


def _metric(entry: list[Any], properties: dict[str, Any]) -> str:
    if isinstance(entry[0], dict):
        names = re.findall(r'"(\w+)"', entry[0]["expression"].split("MetricName=")[1])
        return f"{', '.join(names)} (found by search)"
    options = entry[-1] if isinstance(entry[-1], dict) else {}
    texts = [each for each in entry if isinstance(each, str)]
    return f"{options.get('label', texts[1])}: {texts[1]} {options.get('stat', properties['stat'])}"


def _closed(lines: list[str], height: int, width: int) -> list[str]:
    if lines[0].startswith("#"):
        return ["", lines[0].lstrip("# ").upper()]
    inner = width - 4
    edge = "+" + "-" * (width - 3) + "+ "
    return [
        edge,
        *(f"| {line:{inner}}| "[: width + 1] for line in lines + [""] * (height - len(lines))),
        edge,
    ]


def main(arguments: list[str]) -> int:
    template_file = Path(__file__).resolve().parents[2] / "template.yaml"
    try:
        template = Template.read(template_file)
        defaults = {name: each.default or "" for name, each in template.parameters.items()}
        chosen = dict(each.split("=", 1) for each in arguments if "=" in each)
        unknown = [each for each in arguments if each.split("=", 1)[0] not in defaults]
        if unknown or len(chosen) < len(arguments):
            raise TemplateError(
                f"{', '.join(unknown or arguments)} is no NAME=VALUE of a parameter of {template_file.name}."
            )
        print(draw(Deployment(template, {**defaults, **chosen})))
    except TemplateError as e:
        print(e, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    run(main)
