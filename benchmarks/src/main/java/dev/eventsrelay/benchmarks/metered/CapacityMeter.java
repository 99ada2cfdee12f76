// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Asks DynamoDB with every request what it consumed, and adds that up.
 *
 * <p>A kind of request that the relay does not make fails instead of going uncounted. Thread-safe.
 */
final class CapacityMeter implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity WANTED = ReturnConsumedCapacity.TOTAL;

  private final AtomicReference<Consumption> total = new AtomicReference<>(Consumption.NONE);

  /** Everything since the start, for a caller that subtracts an earlier reading. */
  Consumption reading() {
    return total.get();
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case QueryRequest query -> query.copy(b -> b.returnConsumedCapacity(WANTED));
      case PutItemRequest put -> put.copy(b -> b.returnConsumedCapacity(WANTED));
      case UpdateItemRequest update -> update.copy(b -> b.returnConsumedCapacity(WANTED));
      case DeleteItemRequest delete -> delete.copy(b -> b.returnConsumedCapacity(WANTED));
      case BatchWriteItemRequest batch -> batch.copy(b -> b.returnConsumedCapacity(WANTED));
      default -> throw ReportedCapacity.unknown(context.request());
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    add(ReportedCapacity.of(context.request(), context.response()));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof ConditionalCheckFailedException) {
      add(ReportedCapacity.OF_REFUSED_CONDITION);
    }
  }

  private void add(Consumption consumption) {
    total.accumulateAndGet(consumption, Consumption::plus);
  }
}
