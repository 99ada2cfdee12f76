// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A DynamoDB table.
 *
 * @param logicalId in the template
 * @param name the table's own name
 * @param properties what an {@code AWS::DynamoDB::Table} says about keys, indexes, capacity,
 *     streams and TTL, evaluated; encryption, tags and the like are left out
 */
public record TableDefinition(String logicalId, String name, ObjectNode properties) {}
