// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.bill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventsrelay.benchmarks.metered.Consumption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PricesTest {
  private static final String PYTHON =
      """
      \"""Prices as of 2026-01-31.

      Sources: https://example.com/table
      https://example.com/gateway
      \"""
      MILLION = 1_000_000
      TABLE_WRITE = 0.5 / MILLION
      TABLE_READ = 0.25 / MILLION
      API_MESSAGE = 1.00 / MILLION
      API_MESSAGE_ABOVE = 0.80 / MILLION
      LAMBDA_REQUEST = 0.20 / MILLION
      """;

  @Test
  void file_ofTheEstimate_hasAllPricesItsDateAndItsSources() throws IOException {
    Prices prices = Prices.read(Path.of(".."));

    assertThat(List.of(prices.write(), prices.read(), prices.message(), prices.invocation()))
        .allMatch(price -> price > 0);
    assertThat(prices.date()).matches("\\d{4}-\\d{2}-\\d{2}");
    assertThat(prices.sources()).hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void text_withAllPrices_isRead() {
    assertThat(Prices.parse(PYTHON))
        .isEqualTo(
            new Prices(
                0.5,
                0.25,
                1,
                0.2,
                "2026-01-31",
                List.of("https://example.com/table", "https://example.com/gateway")));
  }

  @Test
  void text_withoutAPrice_isRefusedByName() {
    assertThatThrownBy(() -> Prices.parse(PYTHON.replace("TABLE_READ", "TABLE_LOOK")))
        .hasMessageContaining("TABLE_READ");
  }

  @Test
  void bill_ofATally_multipliesEachWithItsPrice() {
    Tally tally = new Tally(new Consumption(6, 2, 5), 4, 4, 2, 7);

    Bill bill = Prices.parse(PYTHON).of(tally);

    assertThat(bill).isEqualTo(new Bill(6 * 0.5 + 2 * 0.25, 7, 4 * 0.2));
    assertThat(bill.total()).isEqualTo(3.5 + 7 + 0.8);
  }
}
