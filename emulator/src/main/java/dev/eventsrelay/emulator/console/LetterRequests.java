// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.queue.Message;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.function.Predicate;

/** What the page can ask about dead letters and do with them. Thread-safe. */
final class LetterRequests {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Letters letters;

  LetterRequests(Letters letters) {
    this.letters = letters;
  }

  /**
   * Answers a request.
   *
   * @param queue logical id of a dead-letter queue
   */
  Answer answer(Request request, String queue) throws InterruptedException {
    if (!letters.has(queue)) {
      return Requests.unknown();
    }
    String id = request.parameter("id");
    if (request.is(HttpMethod.GET)) {
      return id.isEmpty() ? list(request, queue) : payload(queue, id);
    }
    if (request.is(HttpMethod.POST)) {
      return done(letters.redrive(queue, wanted(id)), id);
    }
    if (!request.is(HttpMethod.DELETE)) {
      return Requests.wrongMethod();
    }
    return id.isEmpty()
        ? Answer.text(400, "Say which letter to drop.")
        : done(letters.drop(queue, wanted(id)), id);
  }

  private static Predicate<Message> wanted(String id) {
    return letter -> id.isEmpty() || letter.id().equals(id);
  }

  private static Answer done(int count, String id) {
    return count == 0 && !id.isEmpty()
        ? gone(id)
        : Answer.json(JSON.createObjectNode().put("count", count));
  }

  private static Answer gone(String id) {
    return Answer.text(410, "Letter %s is no longer there.".formatted(id));
  }

  private Answer list(Request request, String queue) throws InterruptedException {
    if (!request.parameter("again").isEmpty()) {
      letters.readAgain(queue);
    }
    List<Message> all = letters.all(queue);
    ObjectNode list = JSON.createObjectNode().put("more", all.size() == Letters.MOST);
    ArrayNode rows = list.putArray("letters");
    all.forEach(letter -> rows.add(LetterJson.summary(letter, letters.receives(queue, letter))));
    return Answer.json(list);
  }

  private Answer payload(String queue, String id) {
    return letters
        .find(queue, id)
        .map(letter -> Answer.json(LetterJson.payload(letter, Text.MAX_BYTES)))
        .orElseGet(() -> gone(id));
  }
}
