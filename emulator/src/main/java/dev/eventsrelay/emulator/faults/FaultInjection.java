// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.faults;

import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.gateway.Interceptor;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;

/** What is built into an emulator at its start so that faults can be caused later. */
public final class FaultInjection {
  private final SplittableRandom random;
  private final StandingFaults standing;

  /**
   * No fault yet.
   *
   * @param seed of the faults' random choices
   */
  public FaultInjection(long seed) {
    random = new SplittableRandom(seed);
    standing = new StandingFaults(random.split());
  }

  /** For the gateway. */
  public Interceptor interceptor() {
    return new GatewayFaults(standing);
  }

  /** What the functions get instead of that DynamoDB. */
  public DynamoDbProxy before(URI dynamoDb) {
    return DynamoDbProxy.start(dynamoDb, standing);
  }

  /** Control over what has been started with the parts above. */
  public Control control(Gateway gateway, Map<String, FunctionPool> functions) {
    Faults faults = new Faults(standing, gateway, functions, random.split());
    return new Control(faults, ControlEndpoint.start(faults));
  }

  /** The faults of a running emulator, and where they can be had from outside. */
  public record Control(Faults faults, ControlEndpoint endpoint) implements AutoCloseable {
    @Override
    public void close() {
      endpoint.close();
    }
  }
}
