// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Finds the third-party programs that the emulator runs as processes and that no JAR of this
 * project may contain: in a checkout, in Maven's local repository, or fetched by the user's Maven.
 * Depends on files and Maven, not on what the programs are for.
 */
@NullMarked
package dev.eventsrelay.emulator.programs;

import org.jspecify.annotations.NullMarked;
