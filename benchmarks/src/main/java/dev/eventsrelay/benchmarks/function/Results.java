// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.function;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventsrelay.benchmarks.stub.StubGuid;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events with a result, as API Gateway sends them, each with another guid and from the next of many
 * workers: one alone would get no more than its fair share of an environment. Thread-safe.
 *
 * <p>The frame has some 1,100 bytes, like that of a small compilation.
 */
public final class Results {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FRAME_END =
      """
      ","code":0,"okToCache":true,"timedOut":false,"stdout":[{"text":"Hello, world"}],"stderr":[],\
      "inputFilename":"/tmp/compiler-explorer-compiler/example.cpp","execTime":"214","asm":[%s]}\
      """
          .formatted("{\"text\":\"        mov     eax, DWORD PTR [rbp-4]\"},".repeat(17) + "{}");

  private static final String EVENT_START =
      """
      {"requestContext":{"routeKey":"$default","messageId":"JC1dgf9yoAMCK-g=","eventType":"MESSAGE",\
      "extendedRequestId":"JC1dgf9yoAMF0tQ=","requestTime":"20/Jan/2026:11:55:08 +0000",\
      "messageDirection":"IN","stage":"prod","connectedAt":1768910108123,"requestTimeEpoch":1768910108456,\
      "identity":{"userAgent":"compiler-explorer","sourceIp":"127.0.0.1"},"requestId":"JC1dgf9yoAMF0tQ=",\
      "domainName":"a1b2c3d4e5.execute-api.us-east-1.amazonaws.com","connectionId":"JC1dWORKRAMCK-g=",\
      "apiId":"a1b2c3d4e5"},"isBase64Encoded":false,"body":\
      """;

  private static final int WORKERS = 10_000;

  private final AtomicLong ids = new AtomicLong();

  /** The next event, whose guid has so many subscribers. */
  public byte[] event(int subscribers) {
    long id = ids.incrementAndGet();
    String guid = StubGuid.of(subscribers, id);
    try {
      String body = JSON.writeValueAsString("{\"guid\":\"" + guid + FRAME_END);
      String worker = Long.toString(WORKERS + id % WORKERS);
      return (EVENT_START.replace("WORKR", worker) + body + "}").getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a string is no JSON", e);
    }
  }
}
