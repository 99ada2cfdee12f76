// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * SQS: ElasticMQ as a child process, the queues of a template, and the event source mappings that
 * read them and invoke functions.
 */
@NullMarked
package dev.eventsrelay.emulator.queue;

import org.jspecify.annotations.NullMarked;
