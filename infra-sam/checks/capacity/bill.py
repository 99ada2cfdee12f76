# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""What a load costs a month, item by item."""

from __future__ import annotations

from math import ceil

from capacity import prices
from capacity.fleet import Fleet
from capacity.load import FRAME_BYTES, Load
from capacity.prices import GB, SECONDS

# Writes and reads (consistent, below 1 KB) of one result: 2 rows to subscribe, the publisher, its ack, and
# 1 row to unsubscribe; the connection, what waits, and the subscribers are read. Of one connection: its row
# in and out, and a query. The integration test CapacityIT counts them.
WRITES_PER_RESULT, READS_PER_RESULT = 5, 3
WRITES_PER_CONNECTION, READS_PER_CONNECTION = 2, 1
# HTTP and TLS around one post and around a batch of log lines.
OVERHEAD_BYTES = 1500
# An acknowledgement, with its frame.
ACK_BYTES = 150
# base64 makes 4 bytes of 3; SQS counts each begun 64 KB of a message.
QUEUE_BYTES = 64 * 1024
# A queue has at least five readers, each of which waits 20 s for a message; both queues are read in any case.
IDLE_RECEIVES_PER_SECOND = 2 * 5 / 20
# The made network has two zones; instances are spread over both.
ZONES = 2


def instances(load: Load, needed: Fleet | None) -> float:
    if needed is None:
        return 0.0
    family = prices.FAMILY_OF_RATIO[int(load.ratio)]
    return needed.instances * prices.instance_month(
        family, load.generation, load.size, load.savings
    )


def volumes(load: Load, needed: Fleet | None) -> float:
    """A volume for each instance. A key is used when a volume is made: at the start and at each rotation."""
    if needed is None:
        return 0.0
    requests = needed.instances * prices.ROTATIONS * prices.KMS_REQUESTS_PER_VOLUME
    key = prices.KMS_KEY + requests * prices.KMS_REQUEST
    return needed.instances * load.volume_gb * prices.VOLUME_GB + load.own_key * key


def nat(load: Load) -> float:
    hourly = load.nat_gateways * (prices.NAT_HOUR + prices.PUBLIC_ADDRESS_HOUR) * prices.HOURS
    return hourly + (_gigabytes_out(load) * prices.NAT_GB if load.nat_gateways else 0.0)


def between_zones(load: Load) -> float:
    """Instances in a zone without a NAT gateway reach one in the other zone, and pay on both sides."""
    if not load.nat_gateways:
        return 0.0
    away = 1 - min(load.nat_gateways, ZONES) / ZONES
    return away * _gigabytes_out(load) * 2 * prices.ZONE_GB


def _gigabytes_out(load: Load) -> float:
    """Posts and logs leave the network; calls of the table do not (gateway endpoint)."""
    posted = (
        load.results_per_second * load.subscribers * load.payload_bytes
        + load.posts_per_second * OVERHEAD_BYTES
    )
    return (posted + load.results_per_second * load.log_bytes) * SECONDS / GB


def data_out(load: Load) -> float:
    """From API Gateway to clients outside of AWS."""
    results = load.results_per_second * load.subscribers
    acks = load.posts_per_second - results
    sent = (results * load.payload_bytes + acks * ACK_BYTES) * SECONDS / GB
    return load.internet * sent * prices.INTERNET_GB


def api(load: Load) -> float:
    frames = ceil(load.payload_bytes / FRAME_BYTES)
    outbound = load.results_per_second * load.subscribers * frames + (
        load.posts_per_second - load.results_per_second * load.subscribers
    )
    messages = (load.messages_per_second + outbound) * SECONDS
    return (
        prices.messages_month(messages)
        + load.connections * prices.MINUTES * prices.API_CONNECTION_MINUTE
    )


def writes_per_second(load: Load) -> float:
    # A batch costs for each subscriber what it costs for one.
    return (
        load.results_per_second * WRITES_PER_RESULT
        + load.connects_per_second * WRITES_PER_CONNECTION
    )


def queues(load: Load) -> float:
    """Each message is sent; a batch is received and deleted. What waits for messages costs whether any come."""
    messages = load.messages_per_second + load.connects_per_second
    chunks = ceil(load.payload_bytes * 4 / 3 / QUEUE_BYTES)
    requests = load.queued * messages * (1 + 2 / load.batch) * chunks
    return (requests + IDLE_RECEIVES_PER_SECOND) * SECONDS * prices.QUEUE_REQUEST


def invocations(load: Load) -> float:
    """Per second: of $connect one for each, of what is queued one for a batch."""
    others = load.messages_per_second + load.connects_per_second
    return load.connects_per_second + others / (load.batch if load.queued else 1)


def table(load: Load) -> float:
    reads = (
        load.results_per_second * READS_PER_RESULT + load.connects_per_second * READS_PER_CONNECTION
    )
    return (writes_per_second(load) * prices.TABLE_WRITE + reads * prices.TABLE_READ) * SECONDS


def logs(load: Load) -> float:
    lines = load.messages_per_second + 2 * load.connects_per_second
    written = load.results_per_second * load.log_bytes + lines * load.access_log_bytes
    return written * SECONDS / GB * prices.LOG_GB + prices.WATCHING
