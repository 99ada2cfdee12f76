// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.emulator.lambda.InvocationResult;
import dev.eventsrelay.emulator.lambda.LambdaFunction;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lambda's Invoke (<a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">AWS</a>)
 * for the functions of the template: RequestResponse, Event and DryRun. Requests must look signed
 * for {@code lambda}; the signature is not verified. The log's tail is not returned, and a
 * qualifier chooses nothing, because every function has one version here. Thread-safe.
 */
final class InvokeApi {
  private static final int MAX_BYTES = 6 * 1024 * 1024;
  private static final int MAX_EVENT_BYTES = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final InvocableFunctions functions;
  private final EventInvocations events;

  InvokeApi(InvocableFunctions functions, EventInvocations events) {
    this.functions = functions;
    this.events = events;
  }

  /**
   * Answers a request.
   *
   * @param http only read before this method returns
   * @return completes with the answer on any thread
   */
  CompletableFuture<FullHttpResponse> handle(InvokeRequest request, FullHttpRequest http) {
    String authorization = http.headers().get(HttpHeaderNames.AUTHORIZATION, "");
    if (!authorization.contains("/lambda/aws4_request")) {
      return failed(
          HttpResponseStatus.FORBIDDEN,
          "MissingAuthenticationTokenException",
          "Missing Authentication Token");
    }
    byte[] payload = ByteBufUtil.getBytes(http.content());
    int max = request.type().equals("Event") ? MAX_EVENT_BYTES : MAX_BYTES;
    if (payload.length > max) {
      return failed(
          HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
          "RequestTooLargeException",
          "%d byte payload is too large for the %s invocation type (limit %d bytes)"
              .formatted(payload.length, request.type(), max));
    }
    byte[] event = payload.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : payload;
    if (!isJson(event)) {
      return failed(
          HttpResponseStatus.BAD_REQUEST,
          "InvalidRequestContentException",
          "Could not parse request body into json");
    }
    Optional<LambdaFunction> function = functions.find(request.function());
    if (function.isEmpty()) {
      return failed(
          HttpResponseStatus.NOT_FOUND,
          "ResourceNotFoundException",
          "Function not found: " + request.function());
    }
    return switch (request.type()) {
      case "RequestResponse" ->
          function.get().invoke(event).thenApply(result -> answer(request, result));
      case "Event" ->
          events.accept(request.function(), function.get(), event)
              ? done(AwsResponses.empty(HttpResponseStatus.ACCEPTED))
              : done(throttled());
      case "DryRun" -> done(AwsResponses.empty(HttpResponseStatus.NO_CONTENT));
      default ->
          failed(
              HttpResponseStatus.BAD_REQUEST,
              "InvalidParameterValueException",
              "InvocationType must be RequestResponse, Event or DryRun");
    };
  }

  private static FullHttpResponse answer(InvokeRequest request, InvocationResult result) {
    return switch (result) {
      case InvocationResult.Response(byte[] payload) -> executed(request, payload);
      case InvocationResult.FunctionError(String type, String message) ->
          functionError(request, type, message);
      case InvocationResult.TimedOut(var after) ->
          functionError(
              request,
              "Sandbox.Timedout",
              "Error: Task timed out after %.2f seconds".formatted(after.toMillis() / 1000.0));
      case InvocationResult.Throttled() -> throttled();
    };
  }

  private static FullHttpResponse executed(InvokeRequest request, byte[] payload) {
    FullHttpResponse response = AwsResponses.json(HttpResponseStatus.OK, payload);
    response.headers().set("X-Amz-Executed-Version", request.executedVersion());
    return response;
  }

  private static FullHttpResponse functionError(
      InvokeRequest request, String type, String message) {
    FullHttpResponse response =
        executed(
            request,
            JSON.createObjectNode()
                .put("errorMessage", message)
                .put("errorType", type)
                .toString()
                .getBytes(StandardCharsets.UTF_8));
    response.headers().set("X-Amz-Function-Error", "Unhandled");
    return response;
  }

  private static FullHttpResponse throttled() {
    return AwsResponses.error(
        HttpResponseStatus.TOO_MANY_REQUESTS, "TooManyRequestsException", "Rate Exceeded.");
  }

  private static CompletableFuture<FullHttpResponse> failed(
      HttpResponseStatus status, String type, String message) {
    return done(AwsResponses.error(status, type, message));
  }

  private static CompletableFuture<FullHttpResponse> done(FullHttpResponse response) {
    return CompletableFuture.completedFuture(response);
  }

  private static boolean isJson(byte[] text) {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (IOException malformed) {
      return false;
    }
  }
}
