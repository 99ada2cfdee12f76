// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The emulator's DynamoDB: an unmodified DynamoDB Local as a process, and the template's tables.
 */
@NullMarked
package dev.eventsrelay.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
