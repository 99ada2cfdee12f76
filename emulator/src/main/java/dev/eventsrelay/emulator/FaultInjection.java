// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator;

import dev.eventsrelay.emulator.faults.ControlEndpoint;
import dev.eventsrelay.emulator.faults.DynamoDbProxy;
import dev.eventsrelay.emulator.faults.Faults;
import dev.eventsrelay.emulator.faults.StandingFaults;
import dev.eventsrelay.emulator.gateway.Gateway;
import dev.eventsrelay.emulator.lambda.FunctionPool;
import java.net.URI;
import java.util.Map;
import java.util.SplittableRandom;

/** What an emulator gets into it at its start so that faults can be caused later. */
final class FaultInjection {
  private final SplittableRandom random;
  private final StandingFaults standing;

  FaultInjection(long seed) {
    random = new SplittableRandom(seed);
    standing = new StandingFaults(random.split());
  }

  /** What the gateway asks. */
  StandingFaults standing() {
    return standing;
  }

  /** What the functions get instead of the DynamoDB. */
  DynamoDbProxy before(URI dynamoDb) {
    return DynamoDbProxy.start(dynamoDb, standing);
  }

  Control control(Gateway gateway, Map<String, FunctionPool> pools) {
    Faults faults = new Faults(standing, gateway.connectionControl(), pools, random.split());
    return new Control(faults, ControlEndpoint.start(faults));
  }

  /** The faults of an emulator that runs, and where they can be had from outside. */
  record Control(Faults faults, ControlEndpoint endpoint) implements AutoCloseable {
    @Override
    public void close() {
      endpoint.close();
    }
  }
}
