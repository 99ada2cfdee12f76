// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The log and the metrics. Independent of what is reported. */
@NullMarked
package dev.eventsrelay.telemetry;

import org.jspecify.annotations.NullMarked;
