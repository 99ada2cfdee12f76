// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.yardstick;

import java.time.Duration;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtAsyncHttpClient;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** The SDK's HTTP clients whose calls complete a future. */
public enum AsyncHttpClient {
  /** Netty's. */
  NETTY {
    @Override
    SdkAsyncHttpClient.Builder<?> builder(int connections, Duration timeout) {
      return NettyNioAsyncHttpClient.builder()
          .maxConcurrency(connections)
          .connectionTimeout(timeout)
          .connectionAcquisitionTimeout(timeout);
    }
  },
  /** That of the AWS Common Runtime, in native code. */
  CRT {
    @Override
    SdkAsyncHttpClient.Builder<?> builder(int connections, Duration timeout) {
      return AwsCrtAsyncHttpClient.builder()
          .maxConcurrency(connections)
          .connectionTimeout(timeout)
          .connectionAcquisitionTimeout(timeout);
    }
  };

  abstract SdkAsyncHttpClient.Builder<?> builder(int connections, Duration timeout);
}
