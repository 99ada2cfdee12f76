// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.queue;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The dead letters of a queue. To read them is to receive them, which hides them from others until
 * this has ended, and counts as a receive. Thread-safe; one call at a time.
 */
public final class DeadLetters {
  private static final int MOST_AT_ONCE = 10;

  /** For so long SQS hides what was received, if nobody shows it again. */
  private static final int HIDDEN_SECONDS = 60;

  private final Queue letters;
  private final Queue source;

  /**
   * The dead letters in a queue.
   *
   * @param source what redriven letters go back to
   */
  public DeadLetters(Queue letters, Queue source) {
    this.letters = requireNonNull(letters, "letters is null");
    this.source = requireNonNull(source, "source is null");
  }

  private interface Work {
    void on(Message letter) throws InterruptedException;
  }

  /**
   * Reads letters, the oldest first.
   *
   * @param most letters
   * @throws SqsException if SQS refuses it or does not answer
   */
  public synchronized List<Message> list(int most) throws InterruptedException {
    List<Message> found = new ArrayList<>();
    each(most, _ -> true, found::add, false);
    found.sort(Comparator.comparingLong(Message::sentAt));
    return found;
  }

  /**
   * Gives letters back to their queue. Each is sent before it is deleted: what fails in between is
   * there once too often, and never lost.
   *
   * @param wanted is asked once about each letter
   * @return what went back
   * @throws SqsException if SQS refuses it or does not answer
   */
  public synchronized List<Message> redrive(Predicate<Message> wanted) throws InterruptedException {
    List<Message> done = new ArrayList<>();
    each(
        Integer.MAX_VALUE,
        wanted,
        letter -> {
          send(letter);
          delete(letter);
          done.add(letter);
        },
        true);
    return done;
  }

  /**
   * Deletes letters, for good.
   *
   * @param wanted is asked once about each letter
   * @return what is gone
   * @throws SqsException if SQS refuses it or does not answer
   */
  public synchronized List<Message> drop(Predicate<Message> wanted) throws InterruptedException {
    List<Message> done = new ArrayList<>();
    each(
        Integer.MAX_VALUE,
        wanted,
        letter -> {
          delete(letter);
          done.add(letter);
        },
        true);
    return done;
  }

  /**
   * Receives each letter once, and shows at the end what has not gone. What dies again meanwhile is
   * left for the next call.
   */
  private void each(int most, Predicate<Message> wanted, Work work, boolean goes)
      throws InterruptedException {
    int left = Math.min(most, letters.counts().all());
    Map<String, Message> hidden = new LinkedHashMap<>();
    try {
      while (left > 0) {
        List<Message> received = receive(Math.min(left, MOST_AT_ONCE));
        if (received.isEmpty()) {
          return;
        }
        left -= received.size();
        received.forEach(letter -> hidden.put(letter.id(), letter));
        for (Message letter : received) {
          if (wanted.test(letter)) {
            work.on(letter);
            if (goes) {
              hidden.remove(letter.id());
            }
          }
        }
      }
    } finally {
      show(hidden.values());
    }
  }

  private List<Message> receive(int most) throws InterruptedException {
    ObjectNode request =
        letters
            .request()
            .put("MaxNumberOfMessages", most)
            .put("VisibilityTimeout", HIDDEN_SECONDS)
            .put("WaitTimeSeconds", 0);
    request.putArray("AttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    List<Message> received = new ArrayList<>();
    letters
        .call("ReceiveMessage", request)
        .path("Messages")
        .forEach(message -> received.add(new Message(message)));
    return received;
  }

  private void send(Message letter) throws InterruptedException {
    ObjectNode request = source.request().put("MessageBody", letter.body());
    JsonNode attributes = letter.json().path("MessageAttributes");
    if (!attributes.isEmpty()) {
      request.set("MessageAttributes", attributes);
    }
    JsonNode group = letter.json().path("Attributes").path("MessageGroupId");
    if (group.isTextual()) {
      // A FIFO queue drops what it has got within five minutes, unless it has another id.
      request
          .put("MessageGroupId", group.asText())
          .put("MessageDeduplicationId", letter.id() + "-" + System.nanoTime());
    }
    source.call("SendMessage", request);
  }

  private void delete(Message letter) throws InterruptedException {
    letters.call("DeleteMessage", letters.request().put("ReceiptHandle", letter.receiptHandle()));
  }

  private void show(Collection<Message> hidden) throws InterruptedException {
    List<Message> all = List.copyOf(hidden);
    for (int from = 0; from < all.size(); from += MOST_AT_ONCE) {
      ObjectNode request = letters.request();
      ArrayNode entries = request.putArray("Entries");
      for (int i = from; i < Math.min(all.size(), from + MOST_AT_ONCE); i++) {
        entries
            .addObject()
            .put("Id", Integer.toString(i))
            .put("ReceiptHandle", all.get(i).receiptHandle())
            .put("VisibilityTimeout", 0);
      }
      letters.call("ChangeMessageVisibilityBatch", request);
    }
  }
}
