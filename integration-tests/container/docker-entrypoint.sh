#!/bin/sh
# SPDX-FileCopyrightText: The events-relay authors
# SPDX-License-Identifier: Apache-2.0
# Testcontainers starts the container by this name.
mkdir -p /var/lib/localstack /tmp/localstack
exec localstack-supervisor
