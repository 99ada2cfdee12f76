# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
from __future__ import annotations

from pathlib import Path

import pytest

from stackcheck.template import Template

INFRA_SAM = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def template() -> Template:
    """The template of this repository."""
    return Template.read(INFRA_SAM / "template.yaml")
