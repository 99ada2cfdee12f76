// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A DynamoDB table.
 *
 * @param logicalId in the template
 * @param name the table's name
 * @param properties evaluated properties of the {@code AWS::DynamoDB::Table} for keys, indexes,
 *     capacity, streams and TTL, without encryption, tags and the like
 */
public record TableDefinition(String logicalId, String name, ObjectNode properties) {}
