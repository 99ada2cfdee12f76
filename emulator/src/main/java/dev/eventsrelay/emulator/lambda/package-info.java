// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Lambda on one machine: functions, their execution environments as child processes, the Runtime
 * API that these ask for work, and how each runtime is started. Knows nothing of API Gateway.
 */
@NullMarked
package dev.eventsrelay.emulator.lambda;

import org.jspecify.annotations.NullMarked;
