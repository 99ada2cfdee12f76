# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
"""Starts LocalStack's DynamoDB and SQS without its container: localstack_host.py PORT DYNAMODB_LOCAL_FOLDER.

LocalStack runs unchanged but for one thing: it would download DynamoDB Local, a Java and an agent that only
lifts the number of indexes. It gets the DynamoDB Local that Maven has fetched, and the Java of JAVA_HOME.
"""
import os
import sys
import tempfile

port, jars = sys.argv[1:]
java_home = os.environ["JAVA_HOME"]
os.environ.update(
    SERVICES="dynamodb,sqs",
    # Queue URLs with the address that was asked, not a name that only its DNS server knows.
    SQS_ENDPOINT_STRATEGY="dynamic",
    GATEWAY_LISTEN=f"127.0.0.1:{port}",
    # The other server ignores the address and listens on all.
    GATEWAY_SERVER="hypercorn",
    LOCALSTACK_VOLUME_DIR=tempfile.mkdtemp(prefix="localstack-"),
    DYNAMODB_IN_MEMORY="1",
    # Nothing from the network, nothing to the network.
    SKIP_SSL_CERT_DOWNLOAD="1",
    DISABLE_EVENTS="1",
    DNS_ADDRESS="0",
)

from localstack.runtime.main import main  # noqa: E402 (reads the environment)
from localstack.services.dynamodb.packages import DynamoDBLocalPackageInstaller  # noqa: E402
from localstack.services.dynamodb.server import DynamodbServer  # noqa: E402


def command(server):
    return [
        os.path.join(java_home, "bin", "java"),
        "-cp",
        os.path.join(jars, "*"),
        "software.amazon.dynamodb.services.local.main.ServerRunner",
        "-inMemory",
        "-disableTelemetry",
        "-port",
        str(server.port),
    ]


DynamoDBLocalPackageInstaller.install = lambda *_, **__: None
DynamoDBLocalPackageInstaller.get_java_env_vars = lambda _: {"JAVA_HOME": java_home}
DynamodbServer._create_shell_command = command
main()
