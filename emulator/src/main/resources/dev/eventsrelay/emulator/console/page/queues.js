// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { age, count, h, rate, setText } from "./dom.js";
import { LettersView } from "./letters.js";

/** Each queue with what is on it, and the dead letters. */
export class QueuesView {
  #live;
  #rows = new Map();
  #body = h("tbody", {});
  #none = h("p", { class: "card quiet", hidden: true }, "The application has no queue.");
  #list;
  #letters = h("div", { class: "stack" });
  #boxes = new Map();
  #asked = "";

  constructor(live) {
    this.#live = live;
    const heads = ["Waiting", "In flight", "Delayed", "Oldest", "Sent", "Received", "Again", "Deleted"];
    this.#list = h(
      "div",
      { class: "card flush scroll", tabindex: 0 },
      h(
        "table",
        { class: "figures-table" },
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Queue"), heads.map((name) => h("th", { scope: "col", class: "number" }, name)))),
        this.#body,
      ),
    );
    this.element = h(
      "section",
      { "aria-labelledby": "queues-title" },
      h("h2", { id: "queues-title" }, "Queues"),
      this.#none,
      this.#list,
      this.#letters,
    );
  }

  hello() {
    const { queues } = this.#live.hello;
    this.#none.hidden = queues.length > 0;
    this.#list.hidden = queues.length === 0;
    this.#rows.clear();
    this.#body.replaceChildren(...queues.map((queue) => this.#row(queue)));
    this.#boxes.clear();
    for (const source of queues) {
      const box = queues.find((one) => one.id === source.deadLetters);
      if (box !== undefined && !this.#boxes.has(box.id)) {
        this.#boxes.set(box.id, new LettersView(box, source));
      }
    }
    this.#letters.replaceChildren(...[...this.#boxes.values()].map((box) => box.element));
    this.#find();
  }

  show(id) {
    this.#asked = id;
    this.#find();
  }

  /** A link may name a queue or its dead-letter queue. */
  #find() {
    const queue = this.#live.hello?.queues.find((one) => one.id === this.#asked);
    (this.#boxes.get(queue?.id) ?? this.#boxes.get(queue?.deadLetters))?.element.scrollIntoView({ block: "nearest" });
  }

  escape() {
    for (const box of this.#boxes.values()) {
      box.close();
    }
  }

  tick(tick) {
    for (const queue of tick.queues) {
      const cells = this.#rows.get(queue.id);
      if (cells === undefined) {
        continue;
      }
      const known = queue.waiting !== undefined;
      setText(cells.waiting, known ? count(queue.waiting) : "?");
      setText(cells.inFlight, known ? count(queue.inFlight) : "?");
      setText(cells.delayed, known ? count(queue.delayed) : "?");
      setText(cells.oldest, queue.oldest === undefined ? "" : age(queue.oldest));
      // Nobody but this page reads dead letters.
      for (const name of this.#boxes.has(queue.id) ? [] : ["sent", "received", "again", "deleted"]) {
        setText(cells[name], rate(this.#live.queueRate(queue.id, name)));
      }
      cells.again.className = `number${this.#live.queueRate(queue.id, "again") > 0 ? " warn" : ""}`;
      this.#boxes.get(queue.id)?.counted(known ? queue.waiting + queue.inFlight + queue.delayed : undefined);
    }
  }

  #row(queue) {
    const names = ["waiting", "inFlight", "delayed", "oldest", "sent", "received", "again", "deleted"];
    const cells = Object.fromEntries(names.map((name) => [name, h("td", { class: "number" })]));
    this.#rows.set(queue.id, cells);
    const sources = this.#live.hello.queues.filter((one) => one.deadLetters === queue.id).map((one) => one.id);
    const use = sources.length > 0 ? `dead letters of ${sources.join(", ")}` : [...queue.routes, "to", ...queue.functions].join(" ");
    return h(
      "tr",
      { "data-queue": queue.id },
      h("td", {}, h("span", { class: "mono", title: queue.name }, queue.id), h("span", { class: "quiet use" }, use)),
      names.map((name) => cells[name]),
    );
  }
}
