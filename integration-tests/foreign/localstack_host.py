# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Starts LocalStack's SQS without its container, unchanged: localstack_host.py PORT."""
import os
import sys
import tempfile

(port,) = sys.argv[1:]
os.environ.update(
    SERVICES="sqs",
    # Queue URLs with the address that was asked, not a name that only its DNS server knows.
    SQS_ENDPOINT_STRATEGY="dynamic",
    GATEWAY_LISTEN=f"127.0.0.1:{port}",
    # The other server ignores the address and listens on all.
    GATEWAY_SERVER="hypercorn",
    LOCALSTACK_VOLUME_DIR=tempfile.mkdtemp(prefix="localstack-"),
    # Nothing from the network, nothing to the network.
    SKIP_SSL_CERT_DOWNLOAD="1",
    DISABLE_EVENTS="1",
    DNS_ADDRESS="0",
)

from localstack.runtime.main import main  # noqa: E402 (reads the environment)

main()
