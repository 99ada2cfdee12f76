// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * A client that plays one compile against a running relay and shows every frame. It speaks the
 * events protocol over a WebSocket URL and knows neither the handlers nor the emulator.
 */
@NullMarked
package dev.eventsrelay.demo;

import org.jspecify.annotations.NullMarked;
