// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** The names that are defined in every template, such as {@code AWS::Region}. */
final class PseudoParameters {
  /** The value of {@code AWS::NoValue}; the map or list that contains it leaves it out. */
  static final JsonNode NO_VALUE = MissingNode.getInstance();

  private PseudoParameters() {}

  /**
   * The value of a name.
   *
   * @return empty if the name is not one of CloudFormation's
   */
  static Optional<JsonNode> value(String name) {
    return switch (name) {
      case "AWS::AccountId" -> text(Deployment.ACCOUNT_ID);
      case "AWS::Region" -> text(Deployment.REGION);
      case "AWS::Partition" -> text(Deployment.PARTITION);
      case "AWS::URLSuffix" -> text(Deployment.URL_SUFFIX);
      case "AWS::StackName" -> text(Deployment.STACK_NAME);
      case "AWS::StackId" ->
          text(
              "arn:%s:cloudformation:%s:%s:stack/%s/local"
                  .formatted(
                      Deployment.PARTITION,
                      Deployment.REGION,
                      Deployment.ACCOUNT_ID,
                      Deployment.STACK_NAME));
      case "AWS::NotificationARNs" -> Optional.of(JsonNodeFactory.instance.arrayNode());
      case "AWS::NoValue" -> Optional.of(NO_VALUE);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> text(String value) {
    return Optional.of(JsonNodeFactory.instance.textNode(value));
  }
}
