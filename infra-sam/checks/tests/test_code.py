# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What the template takes from the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from stackcheck.calls import actions
from stackcheck.code import Code
from stackcheck.metrics import APPLICATION, KNOWN

ROOT = Path(__file__).resolve().parents[3]
HANDLERS = {
    "onconnect": "dev.eventsrelay.onconnect.OnConnectHandler",
    "ondisconnect": "dev.eventsrelay.ondisconnect.OnDisconnectHandler",
    "sendmessage": "dev.eventsrelay.sendmessage.SendMessageHandler",
}


def _jar(module: str) -> Path:
    jar = ROOT / module / "target" / f"{module}.jar"
    assert jar.is_file(), f"{jar} is not built: run make -f infra-sam/Makefile functions in {ROOT}."
    return jar


@pytest.mark.parametrize(("module", "handler"), HANDLERS.items())
def test_handler_callsTheTable(module: str, handler: str) -> None:
    assert any(action.startswith("dynamodb:") for action in actions(_jar(module), handler))


def test_onlySendMessage_posts() -> None:
    posting = [
        module
        for module, handler in HANDLERS.items()
        if "execute-api:ManageConnections" in actions(_jar(module), handler)
    ]

    assert posting == ["sendmessage"]


def test_onAuthorize_readsTheSecretAndNothingElse() -> None:
    handler = "dev.eventsrelay.onauthorize.OnAuthorizeHandler"

    assert actions(_jar("onauthorize"), handler) == {"secretsmanager:GetSecretValue"}


def test_configuration_isFound() -> None:
    variables = Code(ROOT).variables

    assert variables["CONNECTIONS_TABLE"] is True
    assert variables["MANAGEMENT_API_ENDPOINT"] is False
    assert not any(name.startswith("AWS_") for name in variables)


def test_applicationMetrics_areWrittenByTheCode() -> None:
    sources = "\n".join(
        each.read_text(encoding="utf-8")
        for module in ("handlers-core", "onauthorize")
        for each in (ROOT / module / "src" / "main").rglob("*.java")
    )
    names = [name for namespace, name in KNOWN if namespace == APPLICATION]

    assert [name for name in [APPLICATION, *names] if f'"{name}"' not in sources] == []
