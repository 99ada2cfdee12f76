// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { ask, clock, h, setText } from "./dom.js";
import { outcome } from "./outcome.js";
import { TraceView } from "./trace.js";

const MAX_ROWS = 50;

/** The latest messages, and one of them whole. */
export class MessagesView {
  listensAlways = true;
  #live;
  #rows = new Map();
  #body = h("tbody", {});
  #search = h("input", { type: "search", class: "grow", placeholder: "guid, connection, request id, route or words", "aria-label": "Search messages", spellcheck: "false" });
  #hold = h("button", { type: "button", "aria-pressed": "false" }, "Hold");
  #sampled = h("p", { class: "quiet", hidden: true });
  #empty = h("p", { class: "card quiet" }, "No message yet. Play one with ./run-local demo, or open a client under Connections.");
  #list;
  #trace = new TraceView();
  #words = "";
  #held = false;
  #asked = 0;

  constructor(live) {
    this.#live = live;
    this.#list = h(
      "div",
      { class: "card flush scroll" },
      h(
        "table",
        { class: "rows" },
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            h("th", { scope: "col" }, "Time"),
            h("th", { scope: "col", class: "optional" }, "Route"),
            h("th", { scope: "col" }, "Message"),
            h("th", { scope: "col", class: "optional" }, "Connection"),
            h("th", { scope: "col", class: "number" }, "ms"),
            h("th", { scope: "col" }, "Outcome"),
          ),
        ),
        this.#body,
      ),
    );
    this.element = h(
      "section",
      { "aria-labelledby": "messages-title" },
      h("div", { class: "bar" }, h("h2", { id: "messages-title" }, "Messages"), this.#search, this.#hold),
      this.#sampled,
      this.#trace.element,
      this.#empty,
      this.#list,
    );
    let timer;
    this.#search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#find(this.#search.value.trim()), 250);
    });
    this.#hold.addEventListener("click", () => this.#setHeld(!this.#held));
    this.#list.hidden = true;
  }

  #setHeld(held) {
    this.#held = held;
    this.#hold.setAttribute("aria-pressed", String(held));
    setText(this.#hold, held ? "Go on" : "Hold");
  }

  show(requestId) {
    this.#trace.show(requestId);
    this.#find(this.#words);
  }

  hide() {
    this.#trace.show("");
  }

  escape() {
    location.hash = "#/messages";
  }

  hello(restarted) {
    if (restarted) {
      this.#rows.clear();
      this.#body.replaceChildren();
    }
  }

  async #find(words) {
    this.#words = words;
    const asked = ++this.#asked;
    try {
      const found = await ask(`traces?limit=${MAX_ROWS}&q=${encodeURIComponent(words)}`);
      if (asked === this.#asked) {
        this.#rows.clear();
        this.#body.replaceChildren();
        this.#add(found);
      }
    } catch (error) {
      if (asked === this.#asked) {
        this.#say(error.message);
      }
    }
  }

  #say(sentence) {
    setText(this.#empty, sentence);
    this.#empty.hidden = this.#rows.size > 0;
    this.#list.hidden = this.#rows.size === 0;
  }

  tick(tick) {
    this.#trace.tick(tick);
    const leftOut = tick.counts.tracesLeftOut;
    this.#sampled.hidden = leftOut === 0;
    setText(
      this.#sampled,
      `Sampled: ${leftOut.toLocaleString("en")} messages were counted but not kept. A search keeps what matches it from then on, for a minute.`,
    );
    if (!this.#held && !this.element.hidden) {
      this.#add(tick.traces.filter((one) => this.#rows.has(one.id) || this.#matches(one)));
    }
  }

  #matches(one) {
    const words = this.#words;
    return words === "" || one.id === words || one.connection === words || one.route === words || one.function === words || one.preview.includes(words);
  }

  /** Newest first, both in the list and in what is added. */
  #add(traces) {
    for (const one of [...traces].reverse()) {
      const row = this.#row(one);
      const before = this.#rows.get(one.id);
      if (before === undefined) {
        this.#body.prepend(row);
      } else {
        before.replaceWith(row);
      }
      this.#rows.set(one.id, row);
    }
    while (this.#body.childElementCount > MAX_ROWS) {
      this.#rows.delete(this.#body.lastElementChild.dataset.id);
      this.#body.lastElementChild.remove();
    }
    this.#say(this.#words === "" ? "No message yet. Play one with ./run-local demo, or open a client under Connections." : "No kept message has that. The next one will appear here.");
  }

  #row(one) {
    const open = `#/messages/${encodeURIComponent(one.id)}`;
    return h(
      "tr",
      { "data-id": one.id, onclick: () => (location.hash = open) },
      h("td", {}, h("a", { href: open, title: `Request ${one.id}` }, clock(one.at))),
      h("td", { class: "mono optional" }, one.route === "" ? "none" : one.route),
      h("td", { class: "mono preview" }, one.preview),
      h("td", { class: "mono optional" }, one.connection),
      h("td", { class: "number" }, one.outcome === undefined || one.stay === "waiting" || one.stay === "under way" ? "" : one.ms.toFixed(1)),
      h("td", {}, outcome(one)),
    );
  }
}
