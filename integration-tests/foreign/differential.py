# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""The same frames to the relay and to the Node functions that it replaces; every difference is shown.

For each frame, a router subscribes to a new guid, a worker sends the frame, and the router acknowledges the guid.
What both hear after each of the two is compared. Differences are allowed for the reasons in ALLOWED only.
"""
import asyncio
import collections
import json
import random
import re
import sys

from checks import PATIENCE, setting
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

RELAY = setting("RELAY_WEBSOCKET_URL")
NODE = setting("NODE_WEBSOCKET_URL")
SEED = int(setting("SEED"))
FRAMES = int(setting("FRAMES"))
# Most of their time is silence.
LANES = 12
# After which nothing more is expected.
SILENCE = 0.8
# The same if the two have said different things: one of them may be slow.
LATE = 4

ODD = [
    '{"guid":"GUID"}',
    '{"guid":"GUID","code":0,"stdout":[{"text":"hi"}],"execTime":7}',
    '{"guid":"GUID","s3Key":"9f86d081","okToCache":true}',
    '{ "guid" :\t"GUID" ,\r\n "a" : [ 1 , 2 ] }\n',
    '{"a":{"guid":"other"},"guid":"GUID"}',
    '{"guid":"other","guid":"GUID"}',
    '{"guid":"GUID","guid":7}',
    '{"guid":7,"guid":"GUID"}',
    '{"\\u0067uid":"GUID","t":"\\u0000\\/\\""}',
    '{"guid":"GUID","t":"\u00e9\u20ac\u4e16\U0001f680\u2028\\ud800"}',
    '{"n":[1.0,1e400,-0,12345678901234567890],"guid":"GUID"}',
    '{"type":"ack","guid":"GUID"}',
    '{"action":"$connect","guid":"GUID"}',
    '{"guid":"nobody-GUID"}',
    '{"guid":"GUID "}',
    '{"Guid":"GUID"}',
    "{}",
    '{"guid":""}',
    '{"guid":0}',
    '{"guid":null}',
    '{"guid":false}',
    '{"guid":true}',
    '{"guid":7}',
    '{"guid":{}}',
    '{"guid":[]}',
    '{"guid":["GUID"]}',
    "{bad",
    '{"guid":"GUID"',
    '{"guid":"GUID"} x',
    ' {"guid":"GUID"}',
    '\ufeff{"guid":"GUID"}',
    '[{"guid":"GUID"}]',
    '"GUID"',
    "null",
    "ping",
    "ping\n",
    "PING",
    "hello",
    "subscribe: GUID",
    "subscribe:GUID",
    "Subscribe: GUID",
    " subscribe: GUID",
    "subscribe: GUID\n",
    "unsubscribe: GUID",
    "unsubscribe: nobody-GUID",
    "ack: GUID",
    "ack: nobody-GUID",
    "ack:GUID",
    "acknowledge: GUID",
]


def random_frames(seed, count):
    """Results with odd guids, and odd frames with a few characters changed."""
    chance = random.Random(seed)
    values = ['"GUID"', '"GUID "', '""', "0", "7", "-1.5", "null", "true", "false", "[]", "{}", '{"guid":"GUID"}', '"\\u00e9-GUID"']
    names = ["guid", "guid", "guid", "a", "type", "Guid", "action"]
    for _ in range(count):
        if chance.random() < 0.5:
            members = [f'"{chance.choice(names)}":{chance.choice(values)}' for _ in range(chance.randint(0, 4))]
            yield "{" + ",".join(members) + "}"
            continue
        frame = list(chance.choice(ODD))
        for _ in range(chance.randint(1, 3)):
            place = chance.randrange(len(frame) + 1)
            frame[place:place + chance.randint(0, 2)] = chance.choice(['"', "{", "}", ":", " ", "\\", "x", "\u00e9", "\n", ""])
        yield "".join(frame)


class Side:
    """A router and a worker on one of the two."""

    def __init__(self, url):
        self.url = url
        self.clients = {}

    async def send(self, who, text):
        try:
            if who not in self.clients:
                self.clients[who] = await connect(self.url, open_timeout=PATIENCE)
            await self.clients[who].send(text)
        except ConnectionClosed:
            pass  # it is heard

    async def hear(self, guid, silence):
        frames = await asyncio.gather(*(self.heard(who, guid, silence) for who in self.clients))
        return dict(zip(self.clients, frames))

    async def heard(self, who, guid, silence):
        frames = []
        try:
            while True:
                frames.append(plain(await asyncio.wait_for(self.clients[who].recv(), silence), guid))
        except TimeoutError:
            return frames
        except ConnectionClosed as closed:
            self.clients[who] = await connect(self.url, open_timeout=PATIENCE)
            return [*frames, f"closed with {closed.rcvd.code if closed.rcvd else 'nothing'}"]

    async def close(self):
        await asyncio.gather(*(client.close() for client in self.clients.values()))


async def said(sides, guid, who, text):
    """What the clients of both sides hear when one of them sends a text."""
    await asyncio.gather(*(side.send(who, text) for side in sides))
    first = await asyncio.gather(*(side.hear(guid, SILENCE) for side in sides))
    if same(*first):
        return first
    later = await asyncio.gather(*(side.hear(guid, LATE) for side in sides))
    return [{name: early[name] + late[name] for name in early} for early, late in zip(first, later)]


def same(ours, theirs):
    """In any order: neither promises one."""
    return {who: sorted(frames) for who, frames in ours.items()} == {who: sorted(frames) for who, frames in theirs.items()}


def plain(frame, guid):
    """Without what differs from run to run."""
    text = frame.replace(guid, "GUID")
    return re.sub(r'("(?:acknowledgedBy|connectionId|requestId)": ?)"[^"]*"', r'\1"ID"', text)


def guid_of(frame):
    try:
        return json.loads(frame).get("guid")
    except (ValueError, AttributeError):
        return None


def without(heard, unwanted):
    return {step: {who: sorted(frame for frame in frames if not unwanted(frame)) for who, frames in clients.items()}
            for step, clients in heard.items()}


def is_nack(frame):
    return frame.startswith('{"type":"nack"')


def is_ack(frame):
    return frame.startswith('{"type":"ack"')


def differ_only_by(unwanted):
    return lambda frame, ours, theirs: without(ours, unwanted) == without(theirs, unwanted)


def is_odd_guid(frame, ours, theirs):
    """The relay answers; Node's look-up of such a guid fails unseen, and a list of one counts as its member in acks."""
    guid = guid_of(frame)
    odd = not isinstance(guid, str) and (bool(guid) or guid in ([], {}))
    return odd and differ_only_by(lambda each: each == "unknown object message" or is_ack(each))(frame, ours, theirs)


ALLOWED = {
    "the relay tells the sender of a result that nobody is subscribed to it": differ_only_by(is_nack),
    "a guid that is no string: the relay says so, the Node functions fail in silence": is_odd_guid,
    "older Node functions do not know ping": lambda frame, ours, theirs: frame == "ping" and "pong" in ours["frame"]["worker"],
}


def reason(frame, ours, theirs):
    return next((why for why, allows in ALLOWED.items() if allows(frame, ours, theirs)), None)


async def compare(lane, frames, differences):
    sides = [Side(RELAY), Side(NODE)]
    for number, frame in frames:
        guid = f"{SEED}-{lane}-{number}-{random.getrandbits(40):x}"
        await said(sides, guid, "worker", "hello")
        await said(sides, guid, "router", f"subscribe: {guid}")
        after_frame = await said(sides, guid, "worker", frame.replace("GUID", guid))
        after_ack = await said(sides, guid, "router", f"ack: {guid}")
        await said(sides, guid, "router", f"unsubscribe: {guid}")
        if not (same(*after_frame) and same(*after_ack)):
            ours, theirs = ({"frame": one, "ack": other} for one, other in zip(after_frame, after_ack))
            differences.append((frame, ours, theirs))
    await asyncio.gather(*(side.close() for side in sides))


async def main():
    frames = list(enumerate([*ODD, *random_frames(SEED, FRAMES)]))
    differences = []
    await asyncio.gather(*(compare(lane, frames[lane::LANES], differences) for lane in range(LANES)))
    print(f"# {len(ODD)} odd frames, {FRAMES} random ones from seed {SEED}")
    print("ok", f"{len(frames) - len(differences)} of {len(frames)} frames are answered alike")
    reasons = collections.defaultdict(list)
    for difference in differences:
        reasons[reason(*difference)].append(difference)
    for why in sorted(filter(None, reasons)):
        examples = ", ".join(repr(frame) for frame, _, _ in reasons[why])
        print("ok", f"{len(reasons[why])} differ for an allowed reason, {why}: {examples}")
    for frame, ours, theirs in reasons[None]:
        print("not ok", f"{frame!r}: the relay {json.dumps(ours)}, the Node functions {json.dumps(theirs)}")
    sys.exit(1 if reasons[None] else 0)


asyncio.run(main())
