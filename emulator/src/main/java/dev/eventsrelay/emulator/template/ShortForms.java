// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * CloudFormation's YAML tags, rewritten as the long forms that JSON templates use, so that only one
 * of the two has to be handled: {@code !Ref X} is {@code {"Ref": "X"}}, {@code !Sub "..."} is
 * {@code {"Fn::Sub": "..."}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     functions</a>
 */
final class ShortForms {
  private ShortForms() {}

  static boolean isShortForm(Tag tag) {
    String name = tag.getValue();
    return name.startsWith("!") && name.length() > 1;
  }

  static ObjectNode longForm(Tag tag, JsonNode argument) {
    String name = tag.getValue().substring(1);
    String key = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
    ObjectNode longForm = JsonNodeFactory.instance.objectNode();
    longForm.set(key, argument);
    return longForm;
  }
}
