// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one gives CloudFormation besides the template, and the little that only an emulator needs.
 *
 * @param stackName the prefix of generated names, as {@code AWS::StackName}
 * @param region the value of {@code AWS::Region}
 * @param parameters values for the template's parameters; they win over defaults
 * @param webSocketApi logical id of the API to run, if the template has more than one
 * @param environmentOverrides names of environment variables whose value in the template is not
 *     evaluated, because the caller sets another
 */
public record StackSettings(
    String stackName,
    String region,
    Map<String, String> parameters,
    Optional<String> webSocketApi,
    Set<String> environmentOverrides) {
  /** The account of everything local: twelve digits that belong to nobody. */
  public static final String ACCOUNT_ID = "000000000000";

  public StackSettings {
    requireNonNull(stackName, "stackName is null");
    requireNonNull(region, "region is null");
    requireNonNull(webSocketApi, "webSocketApi is null");
    parameters = Map.copyOf(parameters);
    environmentOverrides = Set.copyOf(environmentOverrides);
  }

  /** A stack named {@code local} in {@code us-east-1} that takes every parameter's default. */
  public static StackSettings defaults() {
    return new StackSettings("local", "us-east-1", Map.of(), Optional.empty(), Set.of());
  }

  /** The same stack with other parameter values. */
  public StackSettings withParameters(Map<String, String> values) {
    return new StackSettings(stackName, region, values, webSocketApi, environmentOverrides);
  }

  /** The same stack with another choice of API. */
  public StackSettings withWebSocketApi(String logicalId) {
    return new StackSettings(
        stackName, region, parameters, Optional.of(logicalId), environmentOverrides);
  }

  /** The same stack, in which these variables of every function are set by the caller. */
  public StackSettings withEnvironmentOverrides(Set<String> names) {
    return new StackSettings(stackName, region, parameters, webSocketApi, names);
  }

  /** The partition that the region is in. */
  String partition() {
    if (region.startsWith("cn-")) {
      return "aws-cn";
    }
    return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
  }

  String urlSuffix() {
    return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  }
}
