// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** The SDK's HTTP clients whose calls block. */
public enum HttpClient {
  /** Ours. */
  APACHE5 {
    @Override
    SdkHttpClient.Builder<?> builder(int connections, Duration timeout) {
      return Apache5HttpClient.builder()
          .maxConnections(connections)
          .connectionTimeout(timeout)
          .connectionAcquisitionTimeout(timeout)
          .socketTimeout(timeout);
    }
  },
  /** The JDK's; how many connections it keeps is an option of the JVM. */
  URL_CONNECTION {
    @Override
    SdkHttpClient.Builder<?> builder(int connections, Duration timeout) {
      return UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout);
    }
  },
  /** That of the AWS Common Runtime, in native code. */
  CRT {
    @Override
    SdkHttpClient.Builder<?> builder(int connections, Duration timeout) {
      return AwsCrtHttpClient.builder()
          .maxConcurrency(connections)
          .connectionTimeout(timeout)
          .connectionAcquisitionTimeout(timeout);
    }
  };

  abstract SdkHttpClient.Builder<?> builder(int connections, Duration timeout);
}
