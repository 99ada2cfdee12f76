# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Failures as sentences: what was wrong, and what to do."""

from __future__ import annotations

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
)

_DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403")


class DeadLettersError(Exception):
    """Nothing, or not all, was done; the message is a sentence about the cause."""


def sentence(error: BotoCoreError | ClientError, at: str) -> str:
    """What a failed call means for whoever typed the command; ``at`` names the place that was asked."""
    if isinstance(error, NoCredentialsError):
        return "There are no AWS credentials: set AWS_PROFILE, or sign in."
    if isinstance(error, NoRegionError):
        return "There is no AWS region: give --region, or set AWS_REGION."
    if isinstance(error, ConnectionError | HTTPClientError):
        return f"{at} does not answer: {error}"
    if not isinstance(error, ClientError):
        return f"{at}: {error}"
    code, text = error.response["Error"]["Code"], error.response["Error"]["Message"]
    if code in _DENIED:
        return f"{at} does not let you call {error.operation_name}: {text}"
    if "ExpiredToken" in code or "InvalidClientTokenId" in code:
        return f"{at} does not know your credentials any more: sign in again."
    return f"{at} refused {error.operation_name} ({code}): {text}"
