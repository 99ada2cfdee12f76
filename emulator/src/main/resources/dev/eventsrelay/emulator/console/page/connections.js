// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { age, ask, count, h, setText } from "./dom.js";
import { Client } from "./client.js";

const LIMIT = 100;
const REFRESH_MILLIS = 1000;

/** Who is connected, one of them closer, and a client in the page. */
export class ConnectionsView {
  #live;
  #search = h("input", { type: "search", class: "grow", placeholder: "part of an id, a source or a user agent", "aria-label": "Search connections", spellcheck: "false" });
  #total = h("span", { class: "quiet" });
  #body = h("tbody", {});
  #one = h("div", { class: "card stack", hidden: true });
  #previous = h("button", { type: "button" }, "Previous");
  #next = h("button", { type: "button" }, "Next");
  #pages = h("div", { class: "bar pages" }, this.#previous, this.#next);
  #none = h("p", { class: "pages quiet" }, "Nobody is connected. Open a client of your own, or play ./run-local demo.");
  #timer;
  #offset = 0;
  #id = "";
  #rows = new Map();
  #client;

  constructor(live) {
    this.#live = live;
    this.#client = new Client(live);
    const head = ["Id", "Since", "Idle", "Source", "In", "Out"];
    this.element = h(
      "section",
      { "aria-labelledby": "connections-title" },
      h("div", { class: "bar" }, h("h2", { id: "connections-title" }, "Connections"), this.#search, this.#total),
      h(
        "div",
        { class: "columns" },
        h(
          "div",
          { class: "card flush" },
          h(
            "div",
            { class: "scroll" },
            h(
              "table",
              { class: "rows" },
              h("thead", {}, h("tr", {}, head.map((name, i) => h("th", { scope: "col", class: i === 0 ? "" : i === 3 ? "optional" : "number" }, name)))),
              this.#body,
            ),
          ),
          this.#none,
          this.#pages,
        ),
        h("div", { class: "stack" }, this.#one, this.#client.element),
      ),
    );
    this.#search.addEventListener("input", () => {
      this.#offset = 0;
      this.#load();
    });
    this.#previous.addEventListener("click", () => this.#turn(-LIMIT));
    this.#next.addEventListener("click", () => this.#turn(LIMIT));
  }

  #turn(by) {
    this.#offset = Math.max(0, this.#offset + by);
    this.#load();
  }

  show(id) {
    this.#id = id;
    this.#drawOne();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#load(), REFRESH_MILLIS);
    this.#load();
  }

  hide() {
    clearInterval(this.#timer);
  }

  escape() {
    location.hash = "#/connections";
  }

  async #load() {
    try {
      const list = await ask(`connections?limit=${LIMIT}&offset=${this.#offset}&q=${encodeURIComponent(this.#search.value.trim())}`);
      const from = list.rows.length === 0 ? 0 : this.#offset + 1;
      setText(this.#total, `${from} to ${this.#offset + list.rows.length} of ${count(list.matching)}${list.matching === list.total ? "" : ` (${count(list.total)} open)`}`);
      this.#previous.disabled = this.#offset === 0;
      this.#next.disabled = this.#offset + list.rows.length >= list.matching;
      this.#pages.hidden = list.matching <= LIMIT;
      this.#none.hidden = list.matching > 0;
      this.#draw(list);
    } catch (error) {
      setText(this.#total, error.message);
    }
  }

  #draw(list) {
    const ids = new Set(list.rows.map((row) => row.id));
    for (const [id, row] of this.#rows) {
      if (!ids.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
      }
    }
    for (const one of list.rows) {
      let row = this.#rows.get(one.id);
      if (row === undefined) {
        row = this.#row(one);
        this.#rows.set(one.id, row);
      }
      this.#body.append(row.element);
      setText(row.since, age(list.now - one.since));
      setText(row.idle, age(list.now - one.lastActive));
      setText(row.framesIn, count(one.framesIn));
      setText(row.framesOut, count(one.framesOut));
    }
  }

  #row(one) {
    const cell = () => h("td", { class: "number" });
    const row = { since: cell(), idle: cell(), framesIn: cell(), framesOut: cell() };
    const open = `#/connections/${encodeURIComponent(one.id)}`;
    row.element = h(
      "tr",
      { "data-id": one.id, onclick: () => (location.hash = open) },
      h("td", { class: "mono" }, h("a", { href: open }, one.id)),
      row.since,
      row.idle,
      h("td", { class: "optional", title: one.userAgent }, one.source),
      row.framesIn,
      row.framesOut,
    );
    return row;
  }

  #drawOne() {
    const id = this.#id;
    this.#one.hidden = id === "";
    if (id === "") {
      return;
    }
    const answer = h("p", { class: "quiet", role: "status" });
    const frame = h("textarea", { "aria-label": "Frame to send", placeholder: "A text frame for this client", spellcheck: "false" });
    const named = h("div", {});
    const act = async (options, done) => {
      try {
        await ask(`connections/${encodeURIComponent(id)}`, options);
        setText(answer, done);
      } catch (error) {
        setText(answer, error.message);
      }
    };
    this.#one.replaceChildren(
      h("div", { class: "bar" }, h("h3", { class: "grow mono" }, id), h("a", { href: "#/connections" }, "Close view")),
      frame,
      h(
        "div",
        { class: "bar" },
        h("button", { type: "button", class: "primary", onclick: () => act({ method: "POST", body: frame.value }, "Sent.") }, "Send to this client"),
        h("button", { type: "button", class: "danger", onclick: () => act({ method: "DELETE" }, "Closed.") }, "Close connection"),
      ),
      answer,
      h("h3", {}, "Rows that name it"),
      named,
    );
    this.#named(id, named);
  }

  /** What the tables know of a connection, such as its subscriptions. */
  async #named(id, into) {
    try {
      const tables = await Promise.all(
        (this.#live.hello?.tables ?? []).map(async (table) => ({ table, rows: await ask(`tables/${encodeURIComponent(table)}?q=${encodeURIComponent(id)}`) })),
      );
      const lines = tables.flatMap(({ rows }) =>
        rows.items.map((item) => rows.keys.map(({ AttributeName }) => Object.values(item[AttributeName] ?? {})[0]).join("  ")),
      );
      into.replaceChildren(
        lines.length === 0
          ? h("p", { class: "quiet" }, "None.")
          : h("ul", { class: "plain mono" }, lines.slice(0, 50).map((line) => h("li", {}, line))),
      );
    } catch (error) {
      into.replaceChildren(h("p", { class: "quiet" }, error.message));
    }
  }
}
