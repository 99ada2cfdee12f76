// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What CloudFormation gets besides the template, and the little that only an emulator needs. Every
 * deployment is a stack with the same name, region and account.
 *
 * @param parameters values for the template's parameters, which take precedence over defaults
 * @param webSocketApi logical id of the API to run, if the template has more than one
 * @param functionEnvironment variables that the caller sets in every function; their values in the
 *     template are not evaluated, so they may refer to what does not run here
 * @param environmentByFunction the same for one function, by its logical id; these take precedence
 */
public record Deployment(
    Map<String, String> parameters,
    Optional<String> webSocketApi,
    Map<String, String> functionEnvironment,
    Map<String, Map<String, String>> environmentByFunction) {
  /** The value of {@code AWS::StackName}, the prefix of generated names. */
  public static final String STACK_NAME = "local";

  /** The value of {@code AWS::Region}. */
  public static final String REGION = "us-east-1";

  /** The value of {@code AWS::AccountId}: twelve digits that belong to nobody. */
  public static final String ACCOUNT_ID = "000000000000";

  /** A deployment with the template's defaults. */
  public static final Deployment DEFAULT =
      new Deployment(Map.of(), Optional.empty(), Map.of(), Map.of());

  static final String PARTITION = "aws";

  /** What the ARNs of an API's resources begin with. */
  public static final String EXECUTE_API_ARN =
      "arn:" + PARTITION + ":execute-api:" + REGION + ":" + ACCOUNT_ID;

  static final String URL_SUFFIX = "amazonaws.com";

  /**
   * What the URLs of queues begin with. As the template sees it; functions get the local endpoint
   * instead.
   */
  public static final String SQS_URL = "https://sqs." + REGION + "." + URL_SUFFIX;

  public Deployment {
    parameters = Map.copyOf(parameters);
    requireNonNull(webSocketApi, "webSocketApi is null");
    functionEnvironment = Map.copyOf(functionEnvironment);
    environmentByFunction =
        environmentByFunction.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey, entry -> Map.copyOf(entry.getValue())));
  }

  /** The variables that the caller sets in a function. */
  public Map<String, String> environment(String functionId) {
    Map<String, String> all = new HashMap<>(functionEnvironment);
    all.putAll(environmentByFunction.getOrDefault(functionId, Map.of()));
    return all;
  }
}
