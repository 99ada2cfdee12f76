// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Receives and deletes the messages of one queue. Thread-safe. */
record QueueReader(SqsApi sqs, EventSource source) {
  /** SQS takes and gives no more at once. */
  private static final int MOST_AT_ONCE = 10;

  private static final Duration LONGEST_POLL = Duration.ofSeconds(20);

  /** Lambda takes events of 6 MB: a half, because ten more messages of 256 KiB may come at once. */
  private static final int ENOUGH_CHARACTERS = 3 * 1024 * 1024;

  /** The next batch, empty if none came. Waits for at most 20 s and the window. */
  Batch next() throws InterruptedException {
    List<Message> batch = new ArrayList<>(receive(source.batchSize(), LONGEST_POLL));
    long received = System.nanoTime();
    long end = received + source.window().toNanos();
    while (!batch.isEmpty() && hasRoom(batch)) {
      // SQS waits for whole seconds, so a window may end up to one earlier.
      Duration left = Duration.ofSeconds(Duration.ofNanos(end - System.nanoTime()).toSeconds());
      if (!left.isPositive()) {
        break;
      }
      batch.addAll(receive(source.batchSize() - batch.size(), left));
    }
    return new Batch(batch, received);
  }

  private boolean hasRoom(List<Message> batch) {
    return batch.size() < source.batchSize()
        && batch.stream().mapToInt(Message::size).sum() < ENOUGH_CHARACTERS;
  }

  private List<Message> receive(int most, Duration wait) throws InterruptedException {
    ObjectNode request =
        request()
            .put("MaxNumberOfMessages", Math.min(most, MOST_AT_ONCE))
            .put("WaitTimeSeconds", wait.toSeconds());
    request.putArray("AttributeNames").add("All");
    request.putArray("MessageSystemAttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    List<Message> messages = new ArrayList<>();
    for (JsonNode message : sqs.call("ReceiveMessage", request).path("Messages")) {
      messages.add(new Message(message));
    }
    return messages;
  }

  /** Deletes messages. What SQS does not delete comes again. */
  void delete(Collection<Message> done) throws InterruptedException {
    List<Message> all = List.copyOf(done);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      List<Message> part = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      ObjectNode request = request();
      ArrayNode entries = request.putArray("Entries");
      for (int i = 0; i < part.size(); i++) {
        entries
            .addObject()
            .put("Id", Integer.toString(i))
            .put("ReceiptHandle", part.get(i).receiptHandle());
      }
      sqs.call("DeleteMessageBatch", request);
    }
  }

  private ObjectNode request() {
    return JsonNodeFactory.instance.objectNode().put("QueueUrl", source.queueUrl().toString());
  }
}
