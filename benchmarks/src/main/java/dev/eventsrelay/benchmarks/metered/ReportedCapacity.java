// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * Reads from a response what its request consumed.
 *
 * <p>DynamoDB Local reports nothing for some calls that AWS bills, such as a query that finds no
 * row: where a report is below the least that AWS's documentation names, that least counts.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html">DynamoDB
 *     read and write operations</a>
 */
final class ReportedCapacity {
  /**
   * A condition that does not hold costs as if it had held, and the exception does not say how
   * much: one unit, as the rows that the relay has conditions for are below 1 KB.
   */
  static final Consumption OF_REFUSED_CONDITION = Consumption.write(1);

  private static final double LEAST_OF_ROW_WRITTEN = 1;
  private static final double LEAST_OF_CONSISTENT_READ = 1;
  private static final double LEAST_OF_EVENTUAL_READ = 0.5;

  private ReportedCapacity() {}

  static Consumption of(SdkRequest request, SdkResponse response) {
    return switch (response) {
      case QueryResponse query ->
          Consumption.read(
              Math.max(units(query.consumedCapacity()), least((QueryRequest) request)));
      case PutItemResponse put -> row(put.consumedCapacity());
      case UpdateItemResponse update -> row(update.consumedCapacity());
      case DeleteItemResponse delete -> row(delete.consumedCapacity());
      case BatchWriteItemResponse batch ->
          Consumption.write(
              Math.max(
                  units(batch.consumedCapacity()),
                  LEAST_OF_ROW_WRITTEN * rowsWritten((BatchWriteItemRequest) request, batch)));
      default -> throw unknown(response);
    };
  }

  static IllegalStateException unknown(Object message) {
    return new IllegalStateException(
        "Nobody meters %s yet.".formatted(message.getClass().getSimpleName()));
  }

  private static Consumption row(@Nullable ConsumedCapacity reported) {
    return Consumption.write(Math.max(units(reported), LEAST_OF_ROW_WRITTEN));
  }

  private static double least(QueryRequest query) {
    return Boolean.TRUE.equals(query.consistentRead())
        ? LEAST_OF_CONSISTENT_READ
        : LEAST_OF_EVENTUAL_READ;
  }

  private static int rowsWritten(BatchWriteItemRequest request, BatchWriteItemResponse response) {
    return rows(request.requestItems().values().stream().toList())
        - rows(response.unprocessedItems().values().stream().toList());
  }

  private static int rows(List<List<WriteRequest>> writes) {
    return writes.stream().mapToInt(List::size).sum();
  }

  private static double units(List<ConsumedCapacity> tables) {
    if (tables.isEmpty()) {
      throw new IllegalStateException("DynamoDB did not say what a batch consumed.");
    }
    return tables.stream().mapToDouble(ReportedCapacity::units).sum();
  }

  private static double units(@Nullable ConsumedCapacity table) {
    if (table == null || table.capacityUnits() == null) {
      throw new IllegalStateException("DynamoDB did not say what a call consumed.");
    }
    return table.capacityUnits();
  }
}
