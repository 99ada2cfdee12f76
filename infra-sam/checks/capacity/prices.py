# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""List prices of us-east-1 in US dollars, without taxes, free tiers and discounts, as of 2026-11-20.

c9g as of 2026-11-25; other families of that generation are not known here.
Sources: the price pages of EC2 (on demand, data transfer), EBS, KMS, VPC and CloudWatch, and
https://aws.amazon.com/lambda/pricing/
https://aws.amazon.com/api-gateway/pricing/
https://aws.amazon.com/dynamodb/pricing/on-demand/
https://aws.amazon.com/sqs/pricing/
The benchmark "bill" reads this file too: the date, these addresses, and the prices written as NUMBER / MILLION.
"""

from __future__ import annotations

from capacity.load import NonsenseError

HOURS = 730
SECONDS = HOURS * 3600
MINUTES = HOURS * 60
MILLION = 1_000_000
GB = 1_000_000_000

_LARGE_PER_HOUR = {
    ("c", "7g"): 0.0725,
    ("m", "7g"): 0.0816,
    ("r", "7g"): 0.1071,
    ("c", "8g"): 0.07976,
    ("m", "8g"): 0.08976,
    ("r", "8g"): 0.11782,
    ("c", "9g"): 0.0869,
}
# A type's price grows with its size.
_LARGES = {"large": 1, "xlarge": 2, "2xlarge": 4}
FAMILY_OF_RATIO = {2: "c", 4: "m", 8: "r"}

# On top of the on-demand price; Savings Plans do not discount it.
MANAGEMENT_FEE = 0.15

LAMBDA_REQUEST = 0.20 / MILLION
LAMBDA_GB_SECOND = 0.0000133334
# The first 1000 million messages of a month, each begun 32 KB counting as one.
API_MESSAGE = 1.00 / MILLION
API_MESSAGE_ABOVE = 0.80 / MILLION
API_MESSAGE_TIER = 1000 * MILLION
API_CONNECTION_MINUTE = 0.25 / MILLION
TABLE_WRITE = 0.625 / MILLION
TABLE_READ = 0.125 / MILLION
# Of a standard queue, each begun 64 KB counting as one.
QUEUE_REQUEST = 0.40 / MILLION
NAT_HOUR = 0.045
NAT_GB = 0.045
PUBLIC_ADDRESS_HOUR = 0.005
# Out of one zone and into the other, each.
ZONE_GB = 0.01
# The first 10 TB of a month.
INTERNET_GB = 0.09
VOLUME_GB = 0.08
KMS_KEY = 1.00
KMS_REQUEST = 3.00 / MILLION
# Instances are replaced about every 14 days; making an encrypted volume takes a grant, a data key and its decryption.
ROTATIONS = HOURS / (14 * 24)
KMS_REQUESTS_PER_VOLUME = 4
LOG_GB = 0.50
# What the template makes: 24 alarms on 28 metrics, a dashboard, 12 metrics of its own.
WATCHING = 28 * 0.10 + 3.00 + 12 * 0.30


def instance_month(family: str, generation: str, size: str, savings: float = 0) -> float:
    """One managed instance for a month, with the fee."""
    if (family, generation) not in _LARGE_PER_HOUR:
        raise NonsenseError(
            f"The price of {family}{generation} is not known here: choose another --generation or --ratio."
        )
    return (
        _LARGE_PER_HOUR[family, generation] * _LARGES[size] * HOURS * (1 - savings + MANAGEMENT_FEE)
    )


def messages_month(messages: float) -> float:
    below = min(messages, API_MESSAGE_TIER)
    return below * API_MESSAGE + (messages - below) * API_MESSAGE_ABOVE
