// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The application's DynamoDB: an unmodified DynamoDB Local as a process, and the template's tables
 * in it or in another DynamoDB. Depends on DynamoDB's JSON protocol, not on templates or functions.
 */
@NullMarked
package dev.eventsrelay.emulator.dynamodb;

import org.jspecify.annotations.NullMarked;
