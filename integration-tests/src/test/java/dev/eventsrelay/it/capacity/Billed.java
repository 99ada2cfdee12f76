// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * What AWS bills for a call: what DynamoDB Local reports, and where it reports less than AWS
 * documents, such as nothing for a query that finds nothing, what AWS documents. The relay's reads
 * are all strongly consistent.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
final class Billed {
  private static final int WRITE_UNIT_BYTES = 1_024;

  /** DynamoDB takes at most 21 bytes for a number. */
  private static final int NUMBER_BYTES = 21;

  private Billed() {}

  static Units of(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case GetItemResponse get -> reads(List.of(get.consumedCapacity()), 1);
      case BatchGetItemResponse batch ->
          reads(batch.consumedCapacity(), rowsRead((BatchGetItemRequest) request));
      case QueryResponse query -> reads(List.of(query.consumedCapacity()), 1);
      case PutItemResponse put -> writes(List.of(put.consumedCapacity()), 1);
      case UpdateItemResponse update -> writes(List.of(update.consumedCapacity()), 1);
      case DeleteItemResponse delete -> writes(List.of(delete.consumedCapacity()), 1);
      case BatchWriteItemResponse batch ->
          writes(batch.consumedCapacity(), rowsWritten((BatchWriteItemRequest) request));
      default -> throw unknown(response);
    };
  }

  /** A condition that does not hold costs a write of the row that is there. */
  static Units of(ConditionalCheckFailedException refused) {
    int bytes = refused.hasItem() ? sizeOf(refused.item()) : 0;
    return new Units(Math.max(1, Math.ceilDiv(bytes, WRITE_UNIT_BYTES)), 0);
  }

  static IllegalStateException unknown(Object message) {
    return new IllegalStateException(
        "Nobody meters %s yet.".formatted(message.getClass().getSimpleName()));
  }

  private static Units reads(List<ConsumedCapacity> reported, int least) {
    return new Units(0, Math.max(sum(reported), least));
  }

  private static Units writes(List<ConsumedCapacity> reported, int least) {
    return new Units(Math.max(sum(reported), least), 0);
  }

  private static double sum(List<ConsumedCapacity> reported) {
    return reported.stream().mapToDouble(Billed::units).sum();
  }

  private static double units(@Nullable ConsumedCapacity table) {
    if (table == null || table.capacityUnits() == null) {
      throw new IllegalStateException("DynamoDB did not say what a call consumed.");
    }
    return table.capacityUnits();
  }

  private static int rowsRead(BatchGetItemRequest request) {
    return request.requestItems().values().stream().mapToInt(of -> of.keys().size()).sum();
  }

  private static int rowsWritten(BatchWriteItemRequest request) {
    return request.requestItems().values().stream().mapToInt(Collection::size).sum();
  }

  private static int sizeOf(Map<String, AttributeValue> row) {
    return row.entrySet().stream()
        .mapToInt(
            attribute ->
                attribute.getKey().getBytes(UTF_8).length
                    + (attribute.getValue().s() == null
                        ? NUMBER_BYTES
                        : attribute.getValue().s().getBytes(UTF_8).length))
        .sum();
  }
}
