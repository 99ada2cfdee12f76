// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.metered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class ReportedCapacityTest {
  private static final WriteRequest ROW =
      WriteRequest.builder().putRequest(put -> put.item(Map.of())).build();

  @Test
  void query_reported_countsAsReported() {
    assertThat(ReportedCapacity.of(query(true), found(12.5)))
        .isEqualTo(new Consumption(0, 12.5, 1));
  }

  @Test
  void query_foundNothing_countsAsTheLeastThatAwsBills() {
    assertThat(ReportedCapacity.of(query(true), found(0))).isEqualTo(new Consumption(0, 1, 1));
    assertThat(ReportedCapacity.of(query(false), found(0))).isEqualTo(new Consumption(0, 0.5, 1));
  }

  @Test
  void delete_foundNothing_countsAsOneWrite() {
    assertThat(
            ReportedCapacity.of(
                DeleteItemRequest.builder().build(),
                DeleteItemResponse.builder().consumedCapacity(units(0)).build()))
        .isEqualTo(new Consumption(1, 0, 1));
  }

  @Test
  void batch_reportedBelowOneForEachRow_countsOneForEachRowThatWasWritten() {
    assertThat(ReportedCapacity.of(batch(5), written(3, 0))).isEqualTo(new Consumption(5, 0, 1));
    assertThat(ReportedCapacity.of(batch(5), written(3, 2))).isEqualTo(new Consumption(3, 0, 1));
    assertThat(ReportedCapacity.of(batch(5), written(9, 0))).isEqualTo(new Consumption(9, 0, 1));
  }

  @Test
  void response_withoutReport_isRefused() {
    assertThatThrownBy(() -> ReportedCapacity.of(query(true), QueryResponse.builder().build()))
        .hasMessageContaining("did not say");
    assertThatThrownBy(
            () -> ReportedCapacity.of(batch(1), BatchWriteItemResponse.builder().build()))
        .hasMessageContaining("did not say");
  }

  @Test
  void operation_unknown_isRefused() {
    assertThatThrownBy(
            () ->
                ReportedCapacity.of(
                    GetItemRequest.builder().build(), GetItemResponse.builder().build()))
        .hasMessageContaining("GetItemResponse");
  }

  private static QueryRequest query(boolean consistent) {
    return QueryRequest.builder().consistentRead(consistent).build();
  }

  private static QueryResponse found(double units) {
    return QueryResponse.builder().consumedCapacity(units(units)).build();
  }

  private static BatchWriteItemRequest batch(int rows) {
    return BatchWriteItemRequest.builder()
        .requestItems(Map.of("table", Collections.nCopies(rows, ROW)))
        .build();
  }

  private static BatchWriteItemResponse written(double units, int unprocessed) {
    return BatchWriteItemResponse.builder()
        .consumedCapacity(List.of(units(units)))
        .unprocessedItems(Map.of("table", Collections.nCopies(unprocessed, ROW)))
        .build();
  }

  private static ConsumedCapacity units(double units) {
    return ConsumedCapacity.builder().capacityUnits(units).build();
  }
}
