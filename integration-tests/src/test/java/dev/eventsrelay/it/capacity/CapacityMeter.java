// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.it.capacity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Asks DynamoDB with every request what it consumed. A kind of request that it does not know fails
 * instead of going uncounted. Thread-safe.
 */
final class CapacityMeter implements ExecutionInterceptor {
  private static final ReturnConsumedCapacity WANTED = ReturnConsumedCapacity.TOTAL;

  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** The calls since the last time, which it forgets. */
  List<Call> take() {
    List<Call> taken = List.copyOf(calls);
    calls.clear();
    return taken;
  }

  @Override
  public SdkRequest modifyRequest(Context.ModifyRequest context, ExecutionAttributes attributes) {
    return switch (context.request()) {
      case GetItemRequest get -> get.copy(b -> b.returnConsumedCapacity(WANTED));
      case BatchGetItemRequest get -> get.copy(b -> b.returnConsumedCapacity(WANTED));
      case QueryRequest query -> query.copy(b -> b.returnConsumedCapacity(WANTED));
      case PutItemRequest put -> put.copy(b -> b.returnConsumedCapacity(WANTED));
      case UpdateItemRequest update -> update.copy(b -> b.returnConsumedCapacity(WANTED));
      case DeleteItemRequest delete -> delete.copy(b -> b.returnConsumedCapacity(WANTED));
      case BatchWriteItemRequest batch -> batch.copy(b -> b.returnConsumedCapacity(WANTED));
      default -> throw Billed.unknown(context.request());
    };
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    calls.add(
        new Call(sortKey(context.request()), Billed.of(context.request(), context.response())));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof ConditionalCheckFailedException refused) {
      calls.add(new Call(sortKey(context.request()), Billed.of(refused)));
    }
  }

  private static String sortKey(SdkRequest request) {
    Map<String, AttributeValue> key =
        switch (request) {
          case GetItemRequest get -> get.key();
          case PutItemRequest put -> put.item();
          case UpdateItemRequest update -> update.key();
          case DeleteItemRequest delete -> delete.key();
          default -> Map.of();
        };
    AttributeValue sort = key.get("sk");
    return sort == null ? "" : sort.s();
  }
}
