// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The authorizer of {@code $connect}: lets in who has the shared secret. It decides at the
 * handshake; a connection that is open is never asked again.
 */
@NullMarked
package dev.eventsrelay.onauthorize;

import org.jspecify.annotations.NullMarked;
