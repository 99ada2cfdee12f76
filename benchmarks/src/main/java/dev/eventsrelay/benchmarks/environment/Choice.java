// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.yardstick.AsyncHttpClient;
import dev.eventsrelay.benchmarks.yardstick.BareSdkHandler.Threads;
import dev.eventsrelay.benchmarks.yardstick.HttpClient;
import java.util.List;

/**
 * Ways to do the same, of which the product has one. Titles say what it is, and after a comma what
 * it runs on.
 *
 * @param what is chosen
 * @param ways that differ in nothing else; the first is the product's
 */
record Choice(String what, List<Variant> ways) {
  /** The calls are bare, so that nothing but the client and its threads shows. */
  static final Choice HTTP_CLIENT =
      new Choice(
          "HTTP client and threads, bare SDK calls",
          List.of(
              Variant.bare(
                  "Apache 5, reused virtual threads", HttpClient.APACHE5, Threads.REUSED_VIRTUAL),
              Variant.bare(
                  "Apache 5, new virtual threads", HttpClient.APACHE5, Threads.NEW_VIRTUAL),
              Variant.bare("Apache 5, platform threads", HttpClient.APACHE5, Threads.PLATFORM),
              // It keeps five idle connections unless told otherwise.
              Variant.bare(
                  "URLConnection, reused virtual threads",
                  HttpClient.URL_CONNECTION,
                  Threads.REUSED_VIRTUAL,
                  "-Dhttp.maxConnections=640"),
              Variant.bare(
                  "URLConnection, platform threads",
                  HttpClient.URL_CONNECTION,
                  Threads.PLATFORM,
                  "-Dhttp.maxConnections=640"),
              Variant.bare("CRT, reused virtual threads", HttpClient.CRT, Threads.REUSED_VIRTUAL),
              Variant.bare("CRT, platform threads", HttpClient.CRT, Threads.PLATFORM),
              Variant.bare("Netty, callbacks", AsyncHttpClient.NETTY),
              Variant.bare("CRT, callbacks", AsyncHttpClient.CRT)));

  /** The packaged function. */
  static final Choice JVM =
      new Choice(
          "Options of the JVM, sendmessage",
          List.of(
              Variant.ours("serial"),
              Variant.ours("parallel", "-XX:-UseSerialGC", "-XX:+UseParallelGC"),
              Variant.ours("G1", "-XX:-UseSerialGC", "-XX:+UseG1GC"),
              Variant.ours("ZGC", "-XX:-UseSerialGC", "-XX:+UseZGC"),
              Variant.ours("96 MiB", "-Xms96m", "-Xmx96m", "-Xmn48m"),
              Variant.ours("1 GiB", "-Xms1g", "-Xmx1g", "-Xmn600m"),
              Variant.ours("compact headers", "-XX:+UseCompactObjectHeaders"),
              Variant.ours("C1 only", "-XX:TieredStopAtLevel=1")));

  Choice {
    requireNonNull(what, "what is null");
    ways = List.copyOf(ways);
  }

  /** Only the first ways of it. */
  Choice limitedTo(int count) {
    return new Choice(what, ways.subList(0, count));
  }
}
