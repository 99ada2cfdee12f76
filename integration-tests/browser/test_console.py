# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What a person sees in the console, in a real browser."""

import asyncio
import base64
import concurrent.futures
import json
import os
import pathlib
import re
import urllib.request
import uuid

import pytest
import websockets
from conftest import PATIENCE, wait_for
from playwright.sync_api import expect

VIEWS = ["flow", "messages", "connections", "queues", "tables", "faults"]
CROWD = 5000


def run(coroutine):
    """On a thread of its own, because Playwright has a loop on this one."""
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


async def compile_once(url, guid, payload="main:"):
    """A router subscribes, a worker sends the result, the router acknowledges it. In any order: a
    result waits for its subscriber."""
    async with websockets.connect(url) as router, websockets.connect(url) as worker:
        await router.send(f"subscribe: {guid}")
        result = json.dumps({"guid": guid, "code": 0, "asm": [{"text": payload}]})
        await worker.send(result)
        assert await asyncio.wait_for(router.recv(), PATIENCE) == result
        await router.send(f"ack: {guid}")
        await asyncio.wait_for(worker.recv(), PATIENCE)


def play(emulator, **options):
    guid = str(uuid.uuid4())
    run(compile_once(emulator.url, guid, **options))
    return guid


def choose(page, words):
    page.fill("input[type=search]:visible", words)


def rows(page):
    return page.locator(".rows tr[data-id]:visible")


def open_result(page, guid):
    """The worker's frame, which alone has the guid in this form."""
    choose(page, f'{{"guid": "{guid}"')
    expect(rows(page)).to_have_count(1)
    rows(page).first.click()


def put_dead_letter(emulator, frame):
    """Puts a frame where the queue gives up on it, as API Gateway wrote it. Returns its id."""
    attributes = {
        "connectionId": "Z2l2ZW4tdXAtb24=",
        "routeKey": "$default",
        "eventType": "MESSAGE",
        "requestId": f"{uuid.uuid4()}",
        "requestTimeEpoch": "1",
        "apiId": "local",
        "stage": "prod",
        "encoding": "base64",
    }
    request = {
        "QueueUrl": emulator.ready["queues"]["DefaultDeadLetters"],
        "MessageBody": base64.b64encode(frame.encode()).decode(),
        "MessageAttributes": {
            name: {"DataType": "String", "StringValue": value} for name, value in attributes.items()
        },
    }
    headers = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": "AmazonSQS.SendMessage",
    }
    call = urllib.request.Request(
        emulator.ready["sqsEndpoint"], json.dumps(request).encode(), headers
    )
    with urllib.request.urlopen(call) as answer:
        return json.load(answer)["MessageId"]


def letter_row(page, letter):
    row = page.locator(f"tr[data-letter='{letter}']")
    expect(row).to_be_visible()
    return row


def drop(page, letter):
    row = letter_row(page, letter)
    row.get_by_role("button", name="Drop").click()
    row.get_by_role("button", name="Drop for good").click()
    expect(row).to_have_count(0)


def test_compile_played_isSeenAsATimeline(open_page, emulator):
    page = open_page("messages")
    guid = play(emulator)
    open_result(page, guid)
    timeline = page.locator("article .spans")
    for kind in ["frame in", "local-SendMessageFunction", "Query", "UpdateItem"]:
        expect(timeline.get_by_text(kind, exact=True).first).to_be_visible()
    expect(timeline.get_by_text("post", exact=True).first).to_be_visible()
    expect(timeline.get_by_text("answer", exact=True)).to_be_visible()
    expect(timeline.locator(".kind", has_text="log").first).to_be_visible()


def test_result_queued_isSeenOnItsWayThroughTheQueue(open_page, emulator):
    page = open_page("messages")
    open_result(page, play(emulator))
    timeline = page.locator("article .spans")
    for kind in ["send", "wait", "delete"]:
        expect(timeline.get_by_text(kind, exact=True).first).to_be_visible()
    expect(timeline.get_by_text(re.compile(r"^message \d+ of \d+ in its batch$"))).to_be_visible()


def test_flow_hasTheQueuesWithTheirDeadLetters(open_page, emulator):
    page = open_page("flow")
    picture = page.locator("#flow-picture")
    for queue in ["DefaultQueue", "DisconnectQueue"]:
        expect(picture.get_by_text(queue, exact=True)).to_be_visible()
    letter = put_dead_letter(emulator, '{"guid": "for the picture"}')
    expect(picture.get_by_text("1 dead letter", exact=True)).to_be_visible()
    picture.get_by_role("link", name="Queue DefaultQueue").click()
    expect(page.get_by_role("heading", name="Queues")).to_be_visible()
    drop(page, letter)


def test_deadLetter_redriven_reachesItsSubscriber(open_page, emulator):
    page = open_page("queues")
    guid = str(uuid.uuid4())
    result = json.dumps({"guid": guid, "code": 0, "asm": "<b>main</b>"})
    letter = letter_row(page, put_dead_letter(emulator, result))
    for cell in [guid, "$default", str(len(result))]:
        expect(letter.get_by_text(cell, exact=True)).to_be_visible()

    async def receive():
        async with websockets.connect(emulator.url) as router:
            await router.send(f"subscribe: {guid}")
            return await asyncio.wait_for(router.recv(), 20)

    letter.get_by_role("button", name="Payload").click()
    page.get_by_text("Show as text").first.click()
    expect(page.locator("pre.payload").first).to_contain_text("<b>main</b>")
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        received = thread.submit(asyncio.run, receive())
        letter.get_by_role("button", name="Redrive").click()
        expect(page.get_by_text("Redriven: 1 letter.")).to_be_visible()
        assert received.result() == result
    expect(letter).to_have_count(0)


def test_deadLetter_dropped_isGone(open_page, emulator):
    page = open_page("queues")
    drop(page, put_dead_letter(emulator, "not JSON"))
    expect(page.get_by_text("Dropped: 1 letter.")).to_be_visible()


def test_payload_asked_isShownAsTreeAndAsText(open_page, emulator):
    page = open_page("messages")
    guid = play(emulator)
    open_result(page, guid)
    assert page.locator("pre.payload, details.tree").count() == 0
    page.locator("button.what").first.click()
    expect(page.locator("details.tree").first).to_be_visible()
    page.get_by_text("Show as text").first.click()
    expect(page.locator("pre.payload").first).to_contain_text(guid)


def test_payload_withMarkup_isShownAsText(open_page, emulator):
    page = open_page("messages")
    markup = '<img src=x onerror="document.title=1"><script>document.title=2</script>'
    guid = play(emulator, payload=markup)
    open_result(page, guid)
    page.locator("button.what").first.click()
    expect(page.locator("details.tree").first).to_be_visible()
    page.get_by_text("Show as text").first.click()
    expect(page.locator("pre.payload").first).to_contain_text("onerror")
    assert page.locator("main img, main script").count() == 0
    assert page.title() == "Messages - Console"


def test_search_ofAGuid_showsItsMessagesOnly(open_page, emulator):
    page = open_page("messages")
    guid, other = play(emulator), play(emulator)
    choose(page, guid)
    expect(rows(page)).to_have_count(3)
    choose(page, other)
    expect(rows(page)).to_have_count(3)
    expect(rows(page).first).to_contain_text(other)
    choose(page, "no such message")
    expect(rows(page)).to_have_count(0)
    expect(page.get_by_text("No kept message has that.")).to_be_visible()


def test_fault_switchedOn_isSeenInTheFlowUntilItEnds(open_page, emulator):
    page = open_page("faults")
    form = page.locator("form", has=page.get_by_text("refuse-connect", exact=True))
    form.locator("input[name=status]").fill("503")
    form.get_by_role("button").click()
    expect(page.get_by_role("switch")).to_have_count(1)
    page.goto(f"{emulator.console}#/flow")
    expect(page.get_by_text("Faults in force: refuse-connect status=503")).to_be_visible()
    with pytest.raises(websockets.exceptions.InvalidStatus):
        run(compile_once(emulator.url, "refused"))
    expect(page.locator(".figure b.bad")).to_be_visible()
    page.goto(f"{emulator.console}#/faults")
    page.get_by_role("switch").click()
    expect(page.get_by_role("switch")).to_have_count(0)
    play(emulator)


def test_fault_wrong_isExplained(open_page):
    page = open_page("faults")
    form = page.locator("form", has=page.get_by_text("delay-posts", exact=True))
    form.locator("input[name=by]").fill("soon")
    form.get_by_role("button").click()
    expect(page.get_by_text('by is "soon" and must be a time')).to_be_visible()
    # The browser reports the answer 400, which is the right one.
    open_page.errors[:] = [one for one in open_page.errors if "400" not in one]


def test_environment_killed_disappearsAndComesBack(open_page, emulator):
    page = open_page("flow")
    pids = page.locator("#flow-picture text", has_text=re.compile(r"^pid \d+"))
    expect(pids).to_have_count(7)
    before = set(pids.all_text_contents())
    answer = page.evaluate(
        "fetch('/_console/api/faults', {method: 'POST', body: 'kill-environment function=SendMessageFunction'})"
        ".then((answer) => answer.json())"
    )
    killed = f"pid {answer[0]}"
    expect(page.get_by_text(killed, exact=True)).to_have_count(0)
    expect(page.get_by_text("Environment ended")).to_be_visible()
    wait_for(lambda: len(set(pids.all_text_contents())) == 7)
    assert len(before - set(pids.all_text_contents())) == 1


def test_client_inThePage_talksAndIsListed(open_page):
    page = open_page("connections")
    page.get_by_role("button", name="Connect", exact=True).click()
    expect(page.get_by_text("Connected", exact=True)).to_be_visible()
    page.get_by_label("Frame", exact=True).fill("ping")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#client .frames")).to_contain_text("pong")
    expect(rows(page)).to_have_count(1)
    rows(page).first.click()
    page.get_by_label("Frame to send").fill("from the console")
    page.get_by_role("button", name="Send to this client").click()
    expect(page.locator("#client .frames")).to_contain_text("from the console")
    page.get_by_role("button", name="Close connection").click()
    expect(page.locator("#client")).to_contain_text("Closed with 1000")
    expect(rows(page)).to_have_count(0)


def test_tables_read_showRowsByKindWithTheirTimeLeft(open_page, emulator):
    play(emulator)
    page = open_page("tables")
    group = page.locator("details", has_text="publisher").first
    expect(group).to_be_visible()
    expect(group.locator("td.number").first).to_have_text(re.compile(r"\d+ (s|min)"))


def test_keys_changeViewAndSearch(open_page):
    page = open_page("flow")
    page.keyboard.press("3")
    expect(page.get_by_role("heading", name="Connections")).to_be_visible()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()


def test_theme_changed_staysAfterALoad(open_page):
    page = open_page("flow")
    for expected in ["light", "dark"]:
        page.locator("#theme").click()
        assert page.evaluate("document.documentElement.dataset.theme") == expected
    page.reload()
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_views_ofAnyWidthAndScheme_areAccessible(open_page, emulator, width, scheme):
    axe = pathlib.Path(os.environ["AXE"]).read_text("utf-8")
    guid = play(emulator)
    for view in [*VIEWS, "trace"]:
        page = open_page("messages" if view == "trace" else view, width, scheme)
        if view == "trace":
            open_result(page, guid)
            page.locator("button.what").first.click()
        page.wait_for_timeout(500)
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, f"{view} is {overflow} px wider than a screen of {width}"
        # As text for the page's own world: its policy lets no other script in.
        found = page.evaluate(f"(() => {{ {axe}; return axe.run() }})()")
        broken = [
            f"{view}: {one['id']} {one['nodes'][0]['html'][:200]}" for one in found["violations"]
        ]
        assert broken == []


async def crowd(url, size):
    clients = []
    # 500 new connections a second is API Gateway's quota, which the emulator has as well.
    for start in range(0, size, 50):
        opening = [
            websockets.connect(url, ping_interval=None) for _ in range(min(50, size - start))
        ]
        clients += await asyncio.gather(*opening)
        await asyncio.sleep(0.12)
    return clients


def test_crowdOf5000_connected_isCountedAndPaged(open_page, emulator):
    page = open_page("flow")

    async def while_open():
        clients = await crowd(emulator.url, CROWD)
        try:
            with urllib.request.urlopen(f"{emulator.console}/api/connections?limit=100") as answer:
                return json.load(answer)
        finally:
            await asyncio.gather(*(client.close() for client in clients))

    list_while_open = run(while_open())
    assert list_while_open["total"] == CROWD
    assert len(list_while_open["rows"]) == 100
    page.goto(f"{emulator.console}#/connections")
    expect(page.locator("#status")).to_have_attribute("data-state", "live")
    expect(rows(page)).to_have_count(0, timeout=60_000)


def test_emulator_restarted_isFoundAgain(open_page, emulator):
    page = open_page("messages")
    guid = play(emulator)
    choose(page, guid)
    expect(rows(page)).to_have_count(3)
    emulator.restart()
    page.wait_for_selector("#status[data-state=live]", timeout=30_000)
    choose(page, "")
    expect(rows(page)).to_have_count(0)
    play(emulator)
    expect(rows(page).first).to_be_visible()
    # While it was away, the browser said so.
    away = ("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "503")
    open_page.errors[:] = [one for one in open_page.errors if not any(sign in one for sign in away)]


@pytest.mark.skipif("SCREENSHOTS" not in os.environ, reason="needs --screenshots DIR")
def test_screenshots_areWritten(open_page, emulator):
    folder = pathlib.Path(os.environ["SCREENSHOTS"])
    guid = play(emulator)

    async def load():
        for _ in range(4):
            one = [compile_once(emulator.url, str(uuid.uuid4())) for _ in range(5)]
            await asyncio.gather(*one, return_exceptions=True)

    flow = open_page("flow")
    with concurrent.futures.ThreadPoolExecutor(1) as thread:
        loading = thread.submit(asyncio.run, load())
        expect(flow.locator("#flow-picture .slot.busy").first).to_be_attached(timeout=20_000)
        flow.screenshot(path=folder / "console-flow.png")
        loading.result()
    letters = [put_dead_letter(emulator, json.dumps({"guid": str(uuid.uuid4())})) for _ in range(3)]
    queues = open_page("queues")
    for letter in letters:
        letter_row(queues, letter)
    queues.screenshot(path=folder / "console-queues.png")
    for letter in letters:
        drop(queues, letter)
    trace = open_page("messages", scheme="dark")
    open_result(trace, guid)
    trace.wait_for_selector("article .spans")
    trace.screenshot(path=folder / "console-message.png")
    phone = open_page("faults", width=390)
    phone.wait_for_selector("form.fault")
    phone.screenshot(path=folder / "console-faults-phone.png")
