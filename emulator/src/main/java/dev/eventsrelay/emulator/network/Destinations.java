// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.network;

import java.util.List;
import java.util.Locale;

/**
 * Decides where functions may connect to. The API's public name and Lambda's lead to this machine,
 * every other host of AWS nowhere, unless the user allows it, and all other hosts to themselves.
 *
 * @param apiHost the API's public name
 * @param gatewayPort where the API is served
 * @param lambdaHost the public name of Lambda's API
 * @param lambdaPort where that is served
 * @param allowNetwork whether the rest of AWS may be reached
 */
record Destinations(
    String apiHost, int gatewayPort, String lambdaHost, int lambdaPort, boolean allowNetwork) {
  /** The suffixes of AWS's partitions that are on the internet, and of function URLs. */
  static final List<String> AWS_SUFFIXES =
      List.of(
          "amazonaws.com",
          "amazonaws.com.cn",
          "amazonaws.eu",
          "api.aws",
          "api.amazonwebservices.com.cn",
          "api.amazonwebservices.eu",
          "on.aws");

  Destinations withLambdaPort(int port) {
    return new Destinations(apiHost, gatewayPort, lambdaHost, port, allowNetwork);
  }

  Destination of(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    if (name.equals(apiHost)) {
      return new Destination.Local(gatewayPort);
    }
    if (name.equals(lambdaHost)) {
      return new Destination.Local(lambdaPort);
    }
    if (allowNetwork || !isAws(name)) {
      return new Destination.Outside();
    }
    return new Destination.Refused(
        name.contains(".execute-api.")
            ? "The only API here is %s, not %s.".formatted(apiHost, name)
            : refusal(name));
  }

  /** Why a function does not reach something of AWS. */
  static String refusal(String what) {
    return "Functions of the emulator do not reach %s: give the client a local endpoint, or start the emulator with --allow-network."
        .formatted(what);
  }

  private static boolean isAws(String name) {
    return AWS_SUFFIXES.stream()
        .anyMatch(suffix -> name.equals(suffix) || name.endsWith("." + suffix));
  }
}
