// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.eventsrelay.rehearsal.Discarded;
import dev.eventsrelay.rehearsal.Heat;
import dev.eventsrelay.rehearsal.JvmOptions;
import dev.eventsrelay.rehearsal.Repetition;
import dev.eventsrelay.rehearsal.Scenario;
import dev.eventsrelay.rehearsal.StandInServer;
import dev.eventsrelay.snapshot.Closing;
import dev.eventsrelay.telemetry.EventLog;
import dev.eventsrelay.telemetry.Telemetry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Runs a function before its first event until it is hot.
 *
 * <p>A JVM's first thousands of invocations cost 20 to 40 times as much as later ones, while
 * environments on managed instances, and snapshots, are made ahead of traffic. So the whole path is
 * run there and then, through the classes that will serve, with as many invocations side by side as
 * will come. What it calls is a stand-in on loopback; what it logs is counted and forgotten; what
 * it uses is closed before it returns. Nothing that goes wrong in it keeps an environment from
 * starting.
 *
 * <p>It runs twice where both compilers are in force: closing what the first run used takes
 * branches that the second compiler had ruled out, so that it throws away hundreds of methods,
 * those of sockets, threads and locks among them. The first run has three quarters of the time.
 *
 * <p>It takes at most {@code REHEARSAL_SECONDS}. The default is 0 where a client waits for the
 * start, and {@value Configuration#REHEARSAL_SECONDS} elsewhere.
 */
public final class Rehearsal {
  private final Configuration configuration;
  private final String keyPrefix;
  private final EventLog log;

  /**
   * A rehearsal.
   *
   * @param keyPrefix as for {@link ExecutionEnvironment#inLambda}
   * @param log gets the line about it
   */
  public Rehearsal(Configuration configuration, String keyPrefix, EventLog log) {
    this.configuration = requireNonNull(configuration, "configuration is null");
    this.keyPrefix = requireNonNull(keyPrefix, "keyPrefix is null");
    this.log = requireNonNull(log, "log is null");
  }

  /**
   * Rehearses in this process in Lambda, and logs in one line what came of it and which options of
   * the JVM are in force. Returns in little more than the time limit.
   *
   * @param keyPrefix as for {@link ExecutionEnvironment#inLambda}
   * @param handler makes the function in an environment that is the rehearsal's own
   */
  public static void inLambda(
      String keyPrefix,
      Function<ExecutionEnvironment, RequestStreamHandler> handler,
      Scenario scenario) {
    Configuration configuration = Configuration.from(System.getenv());
    Telemetry telemetry =
        new Telemetry(
            System.out,
            configuration.metricsNamespace(),
            configuration.logLevel(),
            InstantSource.system());
    new Rehearsal(configuration, keyPrefix, telemetry.log()).run(handler, scenario);
  }

  /**
   * Rehearses, once, and logs what came of it. Throws nothing.
   *
   * @param handler makes the function in an environment that is the rehearsal's own
   */
  public void run(Function<ExecutionEnvironment, RequestStreamHandler> handler, Scenario scenario) {
    boolean rehearses = !configuration.rehearsal().isZero();
    if (!rehearses && configuration.clientWaitsForStart()) {
      return;
    }
    try {
      JvmOptions jvm = JvmOptions.inForce();
      Map<String, Object> line = new HashMap<>(jvm.members());
      boolean spoilt = false;
      if (rehearses) {
        Discarded told = new Discarded();
        Heat heat =
            jvm.hasSecondCompiler()
                ? rehearseTwice(handler, scenario, told)
                : rehearse(handler, scenario, told, configuration.rehearsal());
        line.putAll(heat.members());
        spoilt = heat.isSpoilt();
        line.put("linesDropped", told.lines());
      }
      log.log(spoilt ? Level.WARNING : Level.INFO, "rehearsed", line);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      log.log(Level.WARNING, "not rehearsed", Map.of("reason", e.toString()));
    }
  }

  private Heat rehearseTwice(
      Function<ExecutionEnvironment, RequestStreamHandler> handler,
      Scenario scenario,
      Discarded told)
      throws Exception {
    Duration limit = configuration.rehearsal();
    Heat heat = rehearse(handler, scenario, told, limit.multipliedBy(3).dividedBy(4));
    return heat.isSpoilt()
        ? heat
        : heat.then(rehearse(handler, scenario, told, heat.leftOf(limit)));
  }

  private Heat rehearse(
      Function<ExecutionEnvironment, RequestStreamHandler> handler,
      Scenario scenario,
      Discarded told,
      Duration limit)
      throws Exception {
    try (StandInServer services = StandInServer.start(scenario.services());
        Closing clients = new Closing()) {
      ExecutionEnvironment environment =
          LambdaParts.environment(
              configuration.forRehearsal(URI.create(services.uri() + "/rehearsal")),
              keyPrefix,
              clients,
              told.stream(),
              Optional.of(services.uri()),
              _ -> {});
      RequestStreamHandler function = handler.apply(environment);
      long now = InstantSource.system().millis();
      Heat heat =
          new Repetition(configuration.maxConcurrency(), limit)
              .run(
                  player -> {
                    List<Scenario.Invocation> invocations =
                        scenario.invocations("rehearsal" + player + "=", now);
                    return number -> {
                      environment
                          .telemetry()
                          .log()
                          .log(Level.INFO, "rehearsing", Map.of("number", number));
                      invoke(function, invocations, number);
                    };
                  });
      environment.aftermath().awaitEnd(Duration.ofSeconds(1));
      return heat;
    }
  }

  /** Makes the next of a player's invocations, round and round. */
  private static void invoke(
      RequestStreamHandler function, List<Scenario.Invocation> invocations, int number) {
    Scenario.Invocation invocation = invocations.get(number % invocations.size());
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Context context = RehearsalContext.of(number);
    LambdaParts.beginTrace(context.getXrayTraceId());
    try {
      function.handleRequest(
          new ByteArrayInputStream(invocation.event().getBytes(UTF_8)), answer, context);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      LambdaParts.endTrace();
    }
    String text = answer.toString(UTF_8);
    if (!text.contains(invocation.answer())) {
      throw new IllegalStateException("answered " + text + " instead of " + invocation.answer());
    }
  }
}
