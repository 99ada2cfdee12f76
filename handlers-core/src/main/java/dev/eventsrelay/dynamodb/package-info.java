// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** The connection store in one DynamoDB table. */
@NullMarked
package dev.eventsrelay.dynamodb;

import org.jspecify.annotations.NullMarked;
