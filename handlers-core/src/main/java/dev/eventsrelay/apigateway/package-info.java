// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/** Posting to clients through API Gateway's Management API. */
@NullMarked
package dev.eventsrelay.apigateway;

import org.jspecify.annotations.NullMarked;
