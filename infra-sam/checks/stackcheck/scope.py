# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Which rules hold for any template, and which are about the relay's own."""

from __future__ import annotations

from stackcheck.template import Template

# What AWS demands of everybody. Every other rule is a decision of this project, or knows its code and its guide.
GENERAL = frozenset(
    {
        "handler",
        "memory-range",
        "memory-ratio",
        "concurrency",
        "managed-exclusions",
        "one-set-of-environments",
        "published",
        "log-format",
        "runtime",
        "function-timeout",
        "start-up",
        "dangling-reference",
        "permission-qualifier",
        "permission-first",
        "invoked-by-alias",
        "unused-provisioned",
        "no-private-execute-api",
        "architecture",
        "environment-fits",
        "scaling-mode",
    }
)


def is_of_the_relay(template: Template) -> bool:
    """Whether a template runs the relay's handlers."""
    return any(
        str((body.get("Properties") or {}).get("Handler", "")).startswith("dev.eventsrelay.")
        for body in template.source["Resources"].values()
    )


def applies(rule: str, template: Template) -> bool:
    return rule in GENERAL or is_of_the_relay(template)
