// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;

/** The names that every template can refer to, such as {@code AWS::Region}. */
record PseudoParameters(StackSettings settings) {
  /** What {@code AWS::NoValue} evaluates to; whoever holds it leaves it out. */
  static final JsonNode NO_VALUE = MissingNode.getInstance();

  /**
   * The value of a name.
   *
   * @return empty if the name is not one of CloudFormation's
   */
  Optional<JsonNode> value(String name) {
    return switch (name) {
      case "AWS::AccountId" -> text(StackSettings.ACCOUNT_ID);
      case "AWS::Region" -> text(settings.region());
      case "AWS::Partition" -> text(settings.partition());
      case "AWS::URLSuffix" -> text(settings.urlSuffix());
      case "AWS::StackName" -> text(settings.stackName());
      case "AWS::StackId" ->
          text(
              "arn:%s:cloudformation:%s:%s:stack/%s/local"
                  .formatted(
                      settings.partition(),
                      settings.region(),
                      StackSettings.ACCOUNT_ID,
                      settings.stackName()));
      case "AWS::NotificationARNs" -> Optional.of(JsonNodeFactory.instance.arrayNode());
      case "AWS::NoValue" -> Optional.of(NO_VALUE);
      default -> Optional.empty();
    };
  }

  private static Optional<JsonNode> text(String value) {
    return Optional.of(JsonNodeFactory.instance.textNode(value));
  }
}
