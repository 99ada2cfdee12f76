// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

/** What the console has seen. */
record Observed(
    Counters counters, Clients clients, Notices notices, Traces traces, Backlog backlog) {}
