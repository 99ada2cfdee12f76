// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * API Gateway's mapping templates: Velocity with the variables {@code $context}, {@code $input},
 * {@code $util} and {@code $stageVariables}. Knows JSON and text, and nothing of connections.
 */
@NullMarked
package dev.eventsrelay.emulator.mapping;

import org.jspecify.annotations.NullMarked;
