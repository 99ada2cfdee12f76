// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the programs of others that the emulator runs as processes, and that no JAR of this project
 * may contain: where a checkout has fetched them, in Maven's local repository, or fetched by the
 * user's own Maven. Knows files and Maven, and not what the programs are for.
 */
@NullMarked
package dev.eventsrelay.emulator.programs;

import org.jspecify.annotations.NullMarked;
