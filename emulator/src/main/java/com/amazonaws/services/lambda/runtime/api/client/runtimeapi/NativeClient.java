// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import com.amazonaws.services.lambda.runtime.api.client.runtimeapi.dto.InvocationRequest;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The portable transport. It stands in for the class of the same name in AWS's runtime interface
 * client, which calls native code that exists for Linux only: a JVM that finds this class first
 * runs the rest of the client unchanged. The <a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a> is all that
 * it speaks. Thread-safe; calls at the same time use a connection each.
 */
final class NativeClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration ANSWER_TIMEOUT = Duration.ofMinutes(1);
  private static final String HEADER = "Lambda-Runtime-";
  private static final int NO_STATUS = -1;

  // Without a proxy, whatever the function sets for its own calls.
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_TIMEOUT)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  // Static, because the methods that the client calls are.
  private static volatile String invocations = "";

  private NativeClient() {}

  static void init(String runtimeApi) {
    invocations = "http://" + runtimeApi + "/2018-06-01/runtime/invocation/";
  }

  /** Waits for an invocation without a deadline, as there may be none for hours. */
  static InvocationRequest next() {
    HttpResponse<byte[]> response = send(request("next").GET().build());
    require(response, HttpURLConnection.HTTP_OK);
    HttpHeaders headers = response.headers();
    InvocationRequest invocation = new InvocationRequest();
    invocation.setId(headers.firstValue(HEADER + "Aws-Request-Id").orElseThrow());
    invocation.setDeadlineTimeInMs(headers.firstValueAsLong(HEADER + "Deadline-Ms").orElse(0));
    invocation.setContent(response.body());
    headers
        .firstValue(HEADER + "Invoked-Function-Arn")
        .ifPresent(invocation::setInvokedFunctionArn);
    headers.firstValue(HEADER + "Trace-Id").ifPresent(invocation::setXrayTraceId);
    headers.firstValue(HEADER + "Client-Context").ifPresent(invocation::setClientContext);
    headers.firstValue(HEADER + "Cognito-Identity").ifPresent(invocation::setCognitoIdentity);
    headers.firstValue(HEADER + "Aws-Tenant-Id").ifPresent(invocation::setTenantId);
    return invocation;
  }

  /** Sends an answer once; a repeat could be taken for a second one. */
  static void postInvocationResponse(byte[] requestId, byte[] response) {
    HttpRequest post =
        request(new String(requestId, StandardCharsets.UTF_8) + "/response")
            .timeout(ANSWER_TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(response))
            .build();
    require(send(post), HttpURLConnection.HTTP_ACCEPTED);
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(invocations + path))
        .header("User-Agent", LambdaRuntimeApiClientImpl.USER_AGENT);
  }

  private static HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return HTTP.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw failed(request.uri(), NO_STATUS, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(request.uri(), NO_STATUS, e);
    }
  }

  private static void require(HttpResponse<byte[]> response, int status) {
    if (response.statusCode() != status) {
      throw new LambdaRuntimeClientException(response.uri().toString(), response.statusCode());
    }
  }

  private static RuntimeException failed(URI uri, int status, Exception cause) {
    LambdaRuntimeClientException failure =
        new LambdaRuntimeClientException(uri + ": " + cause, status);
    failure.initCause(cause);
    return failure;
  }
}
