// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.gateway;

import dev.eventsrelay.emulator.mapping.MappingException;
import dev.eventsrelay.emulator.mapping.MappingSource;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Calls what is behind integrations of the types {@code AWS} and {@code MOCK}, each call on a
 * virtual thread. Why a call failed is logged, because the client only hears that it did.
 * Thread-safe.
 */
final class ServiceCalls {
  private static final Logger LOGGER = System.getLogger(ServiceCalls.class.getName());

  private ServiceCalls() {}

  /** Completes with the outcome, never exceptionally. */
  static CompletableFuture<IntegrationResult> call(
      RouteTarget.Service target, boolean answered, byte[] event) {
    return CompletableFuture.supplyAsync(
        () -> outcome(target, answered, event), Thread::startVirtualThread);
  }

  private static IntegrationResult outcome(
      RouteTarget.Service target, boolean answered, byte[] event) {
    try {
      MappingSource source = MappingSource.ofProxyEvent(event);
      Optional<AwsService.Request> request = target.request().request(source);
      if (request.isEmpty()) {
        return failed("no request template is for the message, and it may not pass without one");
      }
      AwsService.Response response = target.service().call(request.get());
      boolean success = response.status() / 100 == 2;
      if (!answered && success) {
        return new IntegrationResult.Answered(new ProxyResponse(response.status(), "", null));
      }
      return target
          .response()
          .answer(response, source)
          .<IntegrationResult>map(
              body ->
                  new IntegrationResult.Answered(new ProxyResponse(response.status(), body, null)))
          .orElseGet(() -> unmatched(response));
    } catch (MappingException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed("the service does not answer (" + e + ")");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      // The end of the emulator is no failure, so it is not logged as one.
      return new IntegrationResult.Failed("the emulator is being stopped");
    }
  }

  private static IntegrationResult unmatched(AwsService.Response response) {
    return failed(
        "the integration answered %d, for which there is no integration response: %s"
            .formatted(response.status(), response.body().strip())
            .strip());
  }

  private static IntegrationResult failed(String why) {
    LOGGER.log(Level.ERROR, "An integration failed: {0}", why);
    return new IntegrationResult.Failed(why);
  }
}
