// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
  @Test
  void table_alone_isEnough() {
    Configuration configuration = Configuration.from(Map.of("CONNECTIONS_TABLE", "t"));

    assertThat(configuration)
        .isEqualTo(
            new Configuration(
                "t",
                Optional.empty(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(3),
                Duration.ofMinutes(130),
                50_000,
                2,
                1,
                false,
                Duration.ofMinutes(1),
                Duration.ZERO,
                true,
                "events-relay",
                Level.INFO));
  }

  @Test
  void everyVariable_isRead() {
    Configuration configuration =
        Configuration.from(
            Map.ofEntries(
                Map.entry("CONNECTIONS_TABLE", "t"),
                Map.entry("MANAGEMENT_API_ENDPOINT", "http://127.0.0.1:1/prod"),
                Map.entry("DYNAMODB_TIMEOUT_MILLIS", "100"),
                Map.entry("POST_TIMEOUT_MILLIS", "200"),
                Map.entry("CONNECTION_TTL_SECONDS", "60"),
                Map.entry("MAX_SUBSCRIPTIONS_PER_CONNECTION", "10"),
                Map.entry("MAX_EVENTS_PER_CONNECTION", "7"),
                Map.entry("AWS_LAMBDA_MAX_CONCURRENCY", "64"),
                Map.entry("MAX_QUEUE_AGE_SECONDS", "30"),
                Map.entry("REHEARSAL_SECONDS", "9"),
                Map.entry("METRICS_NAMESPACE", "chat"),
                Map.entry("AWS_LAMBDA_LOG_LEVEL", "WARN")));

    assertThat(configuration.managementApi()).contains(URI.create("http://127.0.0.1:1/prod"));
    assertThat(configuration.storeTimeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(configuration.postTimeout()).isEqualTo(Duration.ofMillis(200));
    assertThat(configuration.connectionTtl()).isEqualTo(Duration.ofMinutes(1));
    assertThat(configuration.maxQueueAge()).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.rehearsal()).isEqualTo(Duration.ofSeconds(9));
    assertThat(configuration.maxSubscriptions()).isEqualTo(10);
    assertThat(configuration.maxEventsPerConnection()).isEqualTo(7);
    assertThat(configuration.isManaged()).isTrue();
    assertThat(configuration.metricsNamespace()).isEqualTo("chat");
    assertThat(configuration.maxConcurrency()).isEqualTo(64);
    assertThat(configuration.logLevel()).isEqualTo(Level.WARNING);
  }

  @Test
  void shareOfAConnection_isThreeQuartersOfTheConcurrencyUnlessItIsSaid() {
    Configuration configuration =
        Configuration.from(Map.of("CONNECTIONS_TABLE", "t", "AWS_LAMBDA_MAX_CONCURRENCY", "64"));

    assertThat(configuration.maxEventsPerConnection()).isEqualTo(48);
  }

  @Test
  void missingTable_isNamed() {
    assertThatThrownBy(() -> Configuration.from(Map.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Environment variable CONNECTIONS_TABLE is not set: set it to the name of the DynamoDB"
                + " table.");
  }

  @ParameterizedTest
  @CsvSource({
    "MANAGEMENT_API_ENDPOINT,wss://host/prod",
    "MANAGEMENT_API_ENDPOINT,not a url",
    "DYNAMODB_TIMEOUT_MILLIS,0",
    "POST_TIMEOUT_MILLIS,soon",
    "CONNECTION_TTL_SECONDS,-1",
    "MAX_SUBSCRIPTIONS_PER_CONNECTION,99999999999",
    "MAX_EVENTS_PER_CONNECTION,0",
    "AWS_LAMBDA_MAX_CONCURRENCY,1601",
    "AWS_LAMBDA_LOG_LEVEL,LOUD",
  })
  void wrongValue_isNamedWithItsVariable(String name, String value) {
    Map<String, String> environment = new HashMap<>(Map.of("CONNECTIONS_TABLE", "t"));
    environment.put(name, value);

    assertThatThrownBy(() -> Configuration.from(environment))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Environment variable " + name + " is '" + value + "': it must be ");
  }

  @Test
  void emptyValue_isTakenForUnset() {
    assertThat(
            Configuration.from(Map.of("CONNECTIONS_TABLE", "t", "MANAGEMENT_API_ENDPOINT", ""))
                .managementApi())
        .isEmpty();
  }
}
