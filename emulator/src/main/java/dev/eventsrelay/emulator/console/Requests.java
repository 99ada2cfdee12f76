// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.console;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventsrelay.emulator.faults.Fault;
import dev.eventsrelay.emulator.faults.FaultText;
import io.netty.handler.codec.http.HttpMethod;

/** What the page can ask and do, besides the live stream. Thread-safe. */
final class Requests {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_ROWS = 200;

  private final Running running;
  private final Observed observed;
  private final TableRows tables;
  private final LetterRequests letters;

  Requests(Running running, Observed observed, Letters letters) {
    this.running = running;
    this.observed = observed;
    this.tables = new TableRows(running.dynamoDb());
    this.letters = new LetterRequests(letters);
  }

  Answer answer(Request request) throws InterruptedException {
    String[] path = request.path().substring("/api/".length()).split("/", -1);
    String part = path[0];
    String name = path.length == 2 ? path[1] : "";
    if (path.length > 2) {
      return unknown();
    }
    return switch (part) {
      case "traces" -> request.is(HttpMethod.GET) ? traces(request, name) : wrongMethod();
      case "connections" -> connections(request, name);
      case "tables" -> request.is(HttpMethod.GET) ? table(request, name) : wrongMethod();
      case "letters" -> letters.answer(request, name);
      case "faults" -> name.isEmpty() ? faults(request) : unknown();
      default -> unknown();
    };
  }

  static Answer unknown() {
    return Answer.text(404, "The console has no such thing.");
  }

  static Answer wrongMethod() {
    return Answer.text(405, "The console cannot do that here.");
  }

  private Answer traces(Request request, String requestId) {
    if (!requestId.isEmpty()) {
      return observed
          .traces()
          .read(requestId, TraceJson::whole)
          .map(Answer::json)
          .orElseGet(
              () ->
                  Answer.text(
                      404,
                      "Message %s is not kept: the console holds the latest %d, and a sample under load."
                          .formatted(requestId, Traces.MAX_TRACES)));
    }
    ArrayNode found = JSON.createArrayNode();
    observed
        .traces()
        .search(
            request.parameter("q").strip(),
            request.number("limit", MAX_ROWS, MAX_ROWS),
            TraceJson::summary)
        .forEach(found::add);
    return Answer.json(found);
  }

  private Answer connections(Request request, String id) {
    if (id.isEmpty()) {
      return request.is(HttpMethod.GET) ? list(request) : wrongMethod();
    }
    boolean done;
    if (request.is(HttpMethod.POST)) {
      done = running.gateway().send(id, request.text());
    } else if (request.is(HttpMethod.DELETE)) {
      done = running.gateway().disconnect(id);
    } else {
      return wrongMethod();
    }
    return done
        ? Answer.text(200, "Done.")
        : Answer.text(410, "Connection %s is not open.".formatted(id));
  }

  private Answer list(Request request) {
    Clients.Page page =
        observed
            .clients()
            .page(
                request.parameter("q").strip(),
                request.number("offset", 0, Integer.MAX_VALUE),
                request.number("limit", MAX_ROWS, MAX_ROWS));
    ObjectNode list =
        JSON.createObjectNode()
            .put("total", page.total())
            .put("matching", page.matching())
            .put("now", System.currentTimeMillis());
    ArrayNode rows = list.putArray("rows");
    for (Clients.Row row : page.rows()) {
      long since = row.client().connectedAt();
      rows.addObject()
          .put("id", row.client().connectionId())
          .put("source", row.client().sourceIp())
          .put("userAgent", row.client().userAgent())
          .put("since", since)
          .put(
              "lastActive",
              running.gateway().lastActiveAt(row.client().connectionId()).orElse(since))
          .put("framesIn", row.framesIn().sum())
          .put("framesOut", row.framesOut().sum());
    }
    return Answer.json(list);
  }

  private Answer table(Request request, String name) throws InterruptedException {
    if (!running.tables().contains(name)) {
      return unknown();
    }
    return Answer.json(tables.read(name, request.parameter("q").strip()));
  }

  private Answer faults(Request request) {
    if (request.is(HttpMethod.GET)) {
      return Answer.json(JSON.createObjectNode().put("syntax", FaultText.SYNTAX));
    }
    ArrayNode hit = JSON.createArrayNode();
    if (request.is(HttpMethod.POST)) {
      running.faults().inject(FaultText.parse(request.text())).forEach(hit::add);
      return Answer.json(hit);
    }
    if (!request.is(HttpMethod.DELETE)) {
      return wrongMethod();
    }
    if (request.text().isBlank()) {
      running.faults().clear();
    } else if (FaultText.parse(request.text()) instanceof Fault.Standing standing) {
      running.faults().end(standing);
    }
    return Answer.json(hit);
  }
}
