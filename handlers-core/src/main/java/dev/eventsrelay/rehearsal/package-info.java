// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Running a function before its first event until it is hot: what it is run with, what stands in
 * for the services, and when it is enough. Independent of what is rehearsed.
 */
@NullMarked
package dev.eventsrelay.rehearsal;

import org.jspecify.annotations.NullMarked;
