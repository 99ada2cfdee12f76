// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Writes the event of a batch (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event">AWS</a>).
 */
final class SqsEvent {
  private SqsEvent() {}

  static byte[] of(EventSource source, List<Message> batch) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    ArrayNode records = event.putArray("Records");
    batch.forEach(message -> write(records.addObject(), message.json(), source));
    return event.toString().getBytes(UTF_8);
  }

  private static void write(ObjectNode to, JsonNode message, EventSource source) {
    to.set("messageId", message.path("MessageId"));
    to.set("receiptHandle", message.path("ReceiptHandle"));
    to.set("body", message.path("Body"));
    ObjectNode attributes = to.putObject("attributes");
    message
        .path("Attributes")
        .properties()
        .forEach(one -> attributes.set(one.getKey(), one.getValue()));
    ObjectNode messageAttributes = to.putObject("messageAttributes");
    for (Map.Entry<String, JsonNode> one : message.path("MessageAttributes").properties()) {
      write(messageAttributes.putObject(one.getKey()), one.getValue());
    }
    copy(message, "MD5OfMessageAttributes", to, "md5OfMessageAttributes");
    copy(message, "MD5OfBody", to, "md5OfBody");
    to.put("eventSource", "aws:sqs");
    to.put("eventSourceARN", source.queueArn());
    to.put("awsRegion", source.region());
  }

  private static void write(ObjectNode to, JsonNode attribute) {
    copy(attribute, "StringValue", to, "stringValue");
    copy(attribute, "BinaryValue", to, "binaryValue");
    to.putArray("stringListValues");
    to.putArray("binaryListValues");
    copy(attribute, "DataType", to, "dataType");
  }

  private static void copy(JsonNode from, String name, ObjectNode to, String as) {
    JsonNode value = from.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      to.set(as, value);
    }
  }
}
