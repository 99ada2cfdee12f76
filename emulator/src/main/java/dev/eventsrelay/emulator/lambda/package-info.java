// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Lambda on one machine: functions, execution environments as child processes, the Runtime API that
 * they ask for work, and how each runtime is started. Independent of API Gateway.
 */
@NullMarked
package dev.eventsrelay.emulator.lambda;

import org.jspecify.annotations.NullMarked;
