// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Interceptor;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;

/** The parts that an emulator needs from its start so that faults can be injected later. */
public final class FaultInjection {
  private final SplittableRandom random;
  private final StandingFaults standing;
  private final CallListener listener;

  /**
   * Creates the parts, without a fault.
   *
   * @param seed of the faults' random choices
   * @param listener hears of the calls that pass the proxy
   */
  public FaultInjection(long seed, CallListener listener) {
    this.listener = listener;
    random = new SplittableRandom(seed);
    standing = new StandingFaults(random.split());
  }

  /** For the gateway. */
  public Interceptor interceptor() {
    return new GatewayFaults(standing);
  }

  /** The endpoint that the functions get instead of DynamoDB's. */
  public ServiceProxy beforeDynamoDb(URI dynamoDb) {
    return ServiceProxy.start(dynamoDb, new ProxiedDynamoDb(standing), listener);
  }

  /** The endpoint that the gateway, the event source mappings and the functions get for SQS. */
  public ServiceProxy beforeSqs(URI sqs) {
    return ServiceProxy.start(sqs, new ProxiedSqs(standing), CallListener.NONE);
  }

  /** Control over an emulator that was started with these parts. */
  public Control control(Gateway gateway, Map<String, FunctionPool> functions) {
    Faults faults = new Faults(standing, gateway, functions, random.split());
    return new Control(faults, ControlEndpoint.start(faults));
  }

  /** The faults of a running emulator and their control endpoint. */
  public record Control(Faults faults, ControlEndpoint endpoint) implements AutoCloseable {
    @Override
    public void close() {
      endpoint.close();
    }
  }
}
