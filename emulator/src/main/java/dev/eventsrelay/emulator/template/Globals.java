// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * SAM's {@code Globals.Function}, merged into each function: maps are merged key by key, lists are
 * appended to, and anything else is replaced. A call of an intrinsic function counts as one value.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
 */
record Globals(ObjectNode function) {
  Resource apply(Resource resource) {
    if (!resource.is(Resource.FUNCTION)) {
      return resource;
    }
    ObjectNode inherited = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> global : function.properties()) {
      if (!isIgnored(global.getKey(), resource.ignoreGlobals())) {
        inherited.set(global.getKey(), global.getValue());
      }
    }
    return resource.withProperties(merge(inherited, resource.properties()));
  }

  private static boolean isIgnored(String property, JsonNode ignoreGlobals) {
    return ignoreGlobals.asText("").equals("*")
        || StreamSupport.stream(ignoreGlobals.spliterator(), false)
            .anyMatch(name -> name.asText().equals(property));
  }

  private static ObjectNode merge(ObjectNode global, ObjectNode own) {
    ObjectNode merged = global.deepCopy();
    for (Map.Entry<String, JsonNode> entry : own.properties()) {
      JsonNode inherited = global.path(entry.getKey());
      merged.set(entry.getKey(), mergeValue(inherited, entry.getValue()));
    }
    return merged;
  }

  private static JsonNode mergeValue(JsonNode global, JsonNode own) {
    if (Evaluator.isIntrinsic(global) || Evaluator.isIntrinsic(own)) {
      return own;
    }
    if (global instanceof ObjectNode globalMap && own instanceof ObjectNode ownMap) {
      return merge(globalMap, ownMap);
    }
    if (global instanceof ArrayNode globalList && own instanceof ArrayNode ownList) {
      return globalList.deepCopy().addAll(ownList);
    }
    return own;
  }
}
