# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Dead letters in an SQS that others wrote: moto's, or with EVENTS_RELAY_SQS=URL the one that is there."""

from __future__ import annotations

import base64
import json
import os
import re
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    NoCredentialsError,
    NoRegionError,
    ReadTimeoutError,
)
from moto.server import ThreadedMotoServer

from deadletters.__main__ import main
from deadletters.box import Box
from deadletters.errors import DeadLettersError, sentence
from deadletters.letter import Letter

QUEUES = ("DefaultQueue", "DefaultDeadLetters", "DisconnectQueue", "DisconnectDeadLetters")
GUID = "5e4d3c2b-0000-4000-8000-000000000001"
RESULT = json.dumps({"guid": GUID, "text": "\u2603 \ufffe + / ="})


def _refusal(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": "no"}}, "ReceiveMessage")


@pytest.fixture(scope="module")
def moto() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            patch.setenv(name, value)
        yield f"http://{host}:{port}"
    server.stop()


class Place:
    """Queues of their own in that SQS, and the file that names them."""

    def __init__(self, endpoint: str, folder: Path):
        self.sqs = boto3.client("sqs", endpoint_url=endpoint)
        self.urls = {
            each: self.sqs.create_queue(
                QueueName=f"{each}-{uuid.uuid4().hex}", Attributes={"VisibilityTimeout": "24"}
            )["QueueUrl"]
            for each in QUEUES
        }
        self.ready_file = folder / "ready.json"
        self.ready_file.write_text(json.dumps({"sqsEndpoint": endpoint, "queues": self.urls}))

    def put(self, queue: str, body: str | None = RESULT, **attributes: str) -> str:
        event = {
            "encoding": "none" if body is None else "base64",
            "connectionId": "JC1dgf9yoAMCK-g=",
            "routeKey": "$disconnect" if body is None else "$default",
            **attributes,
        }
        return self.sqs.send_message(
            QueueUrl=self.urls[queue],
            MessageBody="-" if body is None else base64.b64encode(body.encode()).decode() or "-",
            MessageAttributes={
                name: {"DataType": "String", "StringValue": value} for name, value in event.items()
            },
        )["MessageId"]

    def take(self, queue: str) -> list[dict[str, Any]]:
        """What is visible, up to ten, without hiding it."""
        return self.sqs.receive_message(
            QueueUrl=self.urls[queue],
            MaxNumberOfMessages=10,
            VisibilityTimeout=0,
            MessageAttributeNames=["All"],
        ).get("Messages", [])

    def visible(self, queue: str) -> int:
        attributes = self.sqs.get_queue_attributes(
            QueueUrl=self.urls[queue], AttributeNames=["ApproximateNumberOfMessages"]
        )["Attributes"]
        return int(attributes["ApproximateNumberOfMessages"])

    def __call__(self, command: str, *arguments: str) -> int:
        return main([command, *arguments, "--ready-file", str(self.ready_file)])


@pytest.fixture
def place(moto: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    other = os.environ.get("EVENTS_RELAY_SQS")
    if other is None:
        # moto has one server: what it does not find at once is not there.
        monkeypatch.setattr("deadletters.box.WAIT_SECONDS", 0)
    return Place(other or moto, tmp_path)


def test_list_saysWhatIsThere_andLeavesIt(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    result = place.put("DefaultDeadLetters")
    command = place.put("DefaultDeadLetters", f"subscribe: {GUID}")
    closed = place.put("DisconnectDeadLetters", None)

    for _ in range(2):
        assert place("list") == 0
        lines = {line.split()[0]: line.split() for line in capsys.readouterr().out.splitlines()}
        assert lines[result][2:] == ["$default", "JC1dgf9yoAMCK-g=", str(len(RESULT)), GUID, "-"]
        assert lines[command][2:] == ["$default", "JC1dgf9yoAMCK-g=", "47", GUID, "-"]
        assert lines[closed][2:] == ["$disconnect", "JC1dgf9yoAMCK-g=", "0", "-", "-"]
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", lines[result][1])
        assert "3" in lines


def test_list_printsNoPayload_unlessAsked(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    place.put("DefaultDeadLetters", "\x1b[2Jtext")

    place("list")
    assert "text" not in capsys.readouterr().out.splitlines()[1]
    place("list", "--payload")
    assert '"\\u001b[2Jtext"' in capsys.readouterr().out


def test_list_whatAClientChose_cannotSpeakToTheTerminal(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    place.put("DefaultDeadLetters", "subscribe: \x1b[31m\nred" + "x" * 100, connectionId="\x9b1mx")

    place("list")

    line = capsys.readouterr().out.splitlines()[1]
    assert "\\x1b[31m\\nred" in line
    assert line.isascii()


def test_list_ofMoreThanABatch_hasEachOnce(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    sent = {place.put("DefaultDeadLetters", f"subscribe: {n}") for n in range(35)}

    place("list")
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()[1:-1]]
    assert sorted(listed) == sorted(sent)
    place("list", "--most", "7")
    assert "There may be more of $default: --most is 7." in capsys.readouterr().out
    assert place.visible("DefaultDeadLetters") == 35


def test_list_nothingThere_saysSo(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    assert place("list") == 0
    assert capsys.readouterr().out == "No dead letters.\n"


def test_redrive_byId_givesThatOneBackUnchanged(
    place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = place.put(
        "DefaultDeadLetters", apiId="api", stage="prod", requestId="JC1dgEb_IAMFzqg="
    )
    other = place.put("DefaultDeadLetters")
    before = {each["MessageId"]: each for each in place.take("DefaultDeadLetters")}[wanted]

    assert place("redrive", wanted) == 0

    assert capsys.readouterr().out == f"{wanted}  redriven\n1 redriven.\n"
    (after,) = place.take("DefaultQueue")
    assert after["Body"] == before["Body"]
    assert after["MessageAttributes"] == before["MessageAttributes"]
    assert [each["MessageId"] for each in place.take("DefaultDeadLetters")] == [other]


def test_redrive_all_givesEachBackToItsQueue(place: Place) -> None:
    for n in range(23):
        place.put("DefaultDeadLetters", f"subscribe: {n}")
    place.put("DisconnectDeadLetters", None)

    assert place("redrive", "--all") == 0

    assert place.visible("DefaultQueue") == 23
    assert len(place.take("DisconnectQueue")) == 1
    assert place.take("DefaultDeadLetters") == place.take("DisconnectDeadLetters") == []


def test_redrive_ofOneRoute_leavesTheOther(place: Place) -> None:
    place.put("DefaultDeadLetters")
    place.put("DisconnectDeadLetters", None)

    assert place("redrive", "--all", "--route", "disconnect") == 0

    assert len(place.take("DefaultDeadLetters")) == len(place.take("DisconnectQueue")) == 1


def test_drop_deletesThatOne(place: Place, capsys: pytest.CaptureFixture[str]) -> None:
    wanted, other = place.put("DisconnectDeadLetters", None), place.put("DefaultDeadLetters")

    assert place("drop", wanted) == 0

    assert capsys.readouterr().out == f"{wanted}  dropped\n1 dropped.\n"
    assert place.take("DisconnectDeadLetters") == place.take("DisconnectQueue") == []
    assert [each["MessageId"] for each in place.take("DefaultDeadLetters")] == [other]


@pytest.mark.parametrize("command", ["redrive", "drop"])
def test_unknownId_isSaid_andTheOthersAreMoved(
    place: Place, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    known = place.put("DefaultDeadLetters")

    assert place(command, known, "nobody") == 1

    captured = capsys.readouterr()
    assert "There is no dead letter nobody" in captured.err
    assert captured.out.startswith(known)


class Failing:
    """An SQS that fails in one operation, before or after carrying it out."""

    def __init__(self, sqs: Any, operation: str, carriesOut: bool):  # noqa: N803
        self._sqs = sqs
        self._operation = operation
        self._carries_out = carriesOut

    def __getattr__(self, name: str) -> Any:
        def fail(**arguments: Any) -> Any:
            if self._carries_out:
                getattr(self._sqs, name)(**arguments)
            raise ClientError({"Error": {"Code": "InternalError", "Message": "no"}}, name)

        return fail if name == self._operation else getattr(self._sqs, name)


@pytest.mark.parametrize("carries_out", [False, True])
@pytest.mark.parametrize("operation", ["send_message", "delete_message"])
def test_redrive_thatFailsHalfWay_losesNothing(
    place: Place, operation: str, carries_out: bool
) -> None:
    place.put("DefaultDeadLetters")
    sqs = Failing(place.sqs, operation, carries_out)
    box = Box(
        sqs, place.urls["DefaultDeadLetters"], place.urls["DefaultQueue"], time.monotonic() + 60
    )

    with pytest.raises((ClientError, DeadLettersError)):
        box.redrive(None, lambda _: None)

    assert place.take("DefaultQueue") + place.take("DefaultDeadLetters") != []


def test_deadlineThatIsOver_isASentence_andNothingStaysHidden(place: Place) -> None:
    place.put("DefaultDeadLetters")
    box = Box(
        place.sqs,
        place.urls["DefaultDeadLetters"],
        place.urls["DefaultQueue"],
        time.monotonic() - 1,
    )

    with pytest.raises(DeadLettersError, match="The time is over"):
        box.letters(10)
    assert len(place.take("DefaultDeadLetters")) == 1


def test_stack_isAskedForItsQueues_andItsLogForTheReasons(
    moto: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stack = f"relay-{uuid.uuid4().hex[:8]}"
    resources = {each: {"Type": "AWS::SQS::Queue"} for each in QUEUES}
    cloudformation, sqs, logs = (boto3.client(each) for each in ("cloudformation", "sqs", "logs"))
    cloudformation.create_stack(StackName=stack, TemplateBody=json.dumps({"Resources": resources}))
    letters = cloudformation.describe_stack_resource(
        StackName=stack, LogicalResourceId="DefaultDeadLetters"
    )["StackResourceDetail"]["PhysicalResourceId"]
    sent = sqs.send_message(QueueUrl=letters, MessageBody="x")["MessageId"]
    assert main(["list", "--stack", stack, "--region", "us-east-1"]) == 0
    without = capsys.readouterr()
    assert "Without reasons: the log refused FilterLogEvents (ResourceNotFound" in without.err
    assert sent in without.out

    group = f"/aws/lambda/{stack}/sendmessage"
    logs.create_log_group(logGroupName=group)
    logs.create_log_stream(logGroupName=group, logStreamName="s")
    lines = [
        {"level": "ERROR", "message": "first", "messageId": sent, "receives": "1"},
        {
            "level": "ERROR",
            "message": "handler failed",
            "messageId": sent,
            "receives": "3",
            "stackTrace": "java.lang.IllegalStateException: poison\n\tat x",
        },
        {"level": "INFO", "message": "done", "messageId": sent, "receives": "3"},
        {"level": "ERROR", "message": "other", "messageId": "other", "receives": "1"},
    ]
    now = int(time.time() * 1000) + 1
    logs.put_log_events(
        logGroupName=group,
        logStreamName="s",
        logEvents=[{"timestamp": now, "message": json.dumps(each)} for each in lines],
    )

    assert main(["list", "--stack", stack, "--region", "us-east-1"]) == 0
    assert (
        capsys.readouterr()
        .out.splitlines()[1]
        .endswith("handler failed: java.lang.IllegalStateException: poison")
    )


def test_endpoint_queuesAreFoundByTheirNames(moto: str, capsys: pytest.CaptureFixture[str]) -> None:
    sqs = boto3.client("sqs", region_name="eu-central-1")
    for each in QUEUES:
        sqs.create_queue(QueueName=f"stack-{each}-1A2B")

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_REGION", "eu-central-1")
        assert main(["list", "--endpoint", moto]) == 0
        sqs.create_queue(QueueName="other-DefaultQueue-3C4D")
        assert main(["list", "--endpoint", moto]) == 2
    assert "has 2 queues named DefaultQueue: use --ready-file" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list", "--stack", "nobodys"], "There is no stack nobodys in us-east-1."),
        (["list", "--ready-file", "nowhere.json"], "nowhere.json cannot be read"),
        (["list", "--endpoint", "localhost"], "localhost is no endpoint such as"),
        (["list", "--endpoint", "http://127.0.0.1:9"], "http://127.0.0.1:9 does not answer"),
        (["redrive", "--stack", "s"], "either ids, as list prints them, or --all"),
        (["redrive", "--stack", "s", "--all", "x"], "either ids, as list prints them, or --all"),
        (["list", "--stack", "s", "--seconds", "1000"], "--seconds is 1000: it must be"),
        (["list", "--stack", "s", "--most", "0"], "--most is 0: it must be"),
    ],
    ids=str,
)
def test_nonsense_isOneSentenceAndExit2(
    moto: str, capsys: pytest.CaptureFixture[str], arguments: list[str], sentence: str
) -> None:
    assert main(arguments) == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["list"], ["drop", "--stack", "s"], ["purge"]], ids=str)
def test_commandThatIsIncomplete_exits2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "Try --help." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (_refusal("AccessDenied"), "events-relay-prod does not let you call ReceiveMessage: no"),
        (_refusal("ExpiredToken"), "does not know your credentials any more: sign in again."),
        (_refusal("Other"), "events-relay-prod refused ReceiveMessage (Other): no"),
        (NoCredentialsError(), "There are no AWS credentials: set AWS_PROFILE, or sign in."),
        (NoRegionError(), "There is no AWS region: give --region, or set AWS_REGION."),
        (ReadTimeoutError(endpoint_url="x"), "events-relay-prod does not answer: Read timeout"),
    ],
    ids=str,
)
def test_failure_isASentenceThatSaysWhatToDo(
    error: BotoCoreError | ClientError, expected: str
) -> None:
    assert expected in sentence(error, "events-relay-prod")


def test_stackWithoutQueues_isSaid(moto: str, capsys: pytest.CaptureFixture[str]) -> None:
    template = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
    boto3.client("cloudformation").create_stack(StackName="old", TemplateBody=json.dumps(template))

    assert main(["list", "--stack", "old", "--region", "us-east-1"]) == 2
    assert "has no DefaultQueue: it was deployed before" in capsys.readouterr().err


@pytest.mark.parametrize(
    "file", ["{}", "[]", "{", '{"sqsEndpoint": "http://127.0.0.1:1", "queues": {}}']
)
def test_readyFileWithoutQueues_isSaid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    ready = tmp_path / "ready.json"
    ready.write_text(file)

    assert main(["list", "--ready-file", str(ready)]) == 2
    assert "names no" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "encoding", "payload", "guid"),
    [
        ("-", "base64", "", "-"),
        ("-", "none", None, "-"),
        ("ping", "text", "ping", "-"),
        ("e30=", "base64", "{}", "-"),
        ("W10=", "base64", "[]", "-"),
        ("x", "base64", "x", "-"),
    ],
)
def test_letter_readsWhatTheFunctionReads(
    body: str, encoding: str, payload: str | None, guid: str
) -> None:
    letter = Letter(
        {
            "Body": body,
            "MessageAttributes": {"encoding": {"StringValue": encoding, "DataType": "String"}},
        }
    )

    assert letter.payload == payload
    assert letter.guid == guid
