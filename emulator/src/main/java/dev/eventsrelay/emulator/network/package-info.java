// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The network as a function sees it: the certificate of this machine's servers, who trusts it, and
 * which hosts lead where. What AWS serves under a public name is either served here or refused.
 */
@NullMarked
package dev.eventsrelay.emulator.network;

import org.jspecify.annotations.NullMarked;
