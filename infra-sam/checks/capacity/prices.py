# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""List prices of us-east-1 in US dollars, without taxes, free tiers and discounts, as of 2026-11-20.

Sources: the price pages of EC2 (on demand), VPC and CloudWatch, and
https://aws.amazon.com/lambda/pricing/
https://aws.amazon.com/api-gateway/pricing/
https://aws.amazon.com/dynamodb/pricing/on-demand/
The benchmark "bill" reads this file too: the date, these addresses, and the prices written as NUMBER / MILLION.
"""

from __future__ import annotations

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
NAT_HOUR = 0.045
NAT_GB = 0.045
PUBLIC_ADDRESS_HOUR = 0.005
LOG_GB = 0.50
# What the template makes: 19 alarms on 23 metrics, a dashboard, 12 metrics of its own.
WATCHING = 23 * 0.10 + 3.00 + 12 * 0.30


def instance_month(family: str, generation: str, size: str, savings: float = 0) -> float:
    """One managed instance for a month, with the fee."""
    return (
        _LARGE_PER_HOUR[family, generation] * _LARGES[size] * HOURS * (1 - savings + MANAGEMENT_FEE)
    )


def messages_month(messages: float) -> float:
    below = min(messages, API_MESSAGE_TIER)
    return below * API_MESSAGE + (messages - below) * API_MESSAGE_ABOVE
