// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { age, ask, count, h, setText } from "./dom.js";

/** Rows by kind, with their time left. */
export class TablesView {
  #live;
  #choice = h("select", { "aria-label": "Table" });
  #search = h("input", { type: "search", class: "grow", placeholder: "words that a row has", "aria-label": "Search rows", spellcheck: "false" });
  #state = h("span", { class: "quiet", role: "status" });
  #groups = h("div", { class: "stack" });

  constructor(live) {
    this.#live = live;
    this.element = h(
      "section",
      { "aria-labelledby": "tables-title" },
      h(
        "div",
        { class: "bar" },
        h("h2", { id: "tables-title" }, "Tables"),
        this.#choice,
        this.#search,
        h("button", { type: "button", onclick: () => this.#load() }, "Read again"),
        this.#state,
      ),
      this.#groups,
    );
    this.#choice.addEventListener("change", () => this.#load());
    let timer;
    this.#search.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#load(), 300);
    });
  }

  hello() {
    this.#choice.replaceChildren(...this.#live.hello.tables.map((name) => h("option", {}, name)));
    if (!this.element.hidden) {
      this.#load();
    }
  }

  show() {
    if (this.#live.hello !== null) {
      this.#load();
    }
  }

  async #load() {
    if (this.#choice.value === "") {
      setText(this.#state, "The application has no table.");
      return;
    }
    try {
      const rows = await ask(`tables/${encodeURIComponent(this.#choice.value)}?q=${encodeURIComponent(this.#search.value.trim())}`);
      const read = `${count(rows.items.length)} rows${rows.more ? ", and there are more: search for some" : ""}`;
      setText(this.#state, read);
      this.#draw(rows);
    } catch (error) {
      setText(this.#state, error.message);
    }
  }

  #draw({ keys, ttl, items }) {
    const names = keys.map((key) => key.AttributeName);
    const groups = Map.groupBy(items, (item) => names.map((name) => kind(value(item[name]))).join(" / "));
    const now = Date.now();
    this.#groups.replaceChildren(
      ...[...groups].sort(([a], [b]) => a.localeCompare(b)).map(([name, group]) =>
        h(
          "details",
          { class: "card", open: group.length <= 50 },
          h("summary", {}, h("strong", { class: "mono" }, name), ` ${count(group.length)}`),
          h(
            "div",
            { class: "scroll", tabindex: 0 },
            h(
              "table",
              {},
              h("thead", {}, h("tr", {}, names.map((key) => h("th", { scope: "col" }, key)), h("th", { scope: "col" }, "Other attributes"), h("th", { scope: "col", class: "number" }, "Time left"))),
              h("tbody", {}, group.map((item) => row(item, names, ttl, now))),
            ),
          ),
        ),
      ),
    );
  }
}

function row(item, names, ttl, now) {
  const others = Object.entries(item).filter(([name]) => !names.includes(name) && name !== ttl);
  const left = ttl === "" || item[ttl] === undefined ? null : Number(value(item[ttl])) * 1000 - now;
  return h(
    "tr",
    {},
    names.map((name) => h("td", { class: "mono" }, value(item[name]))),
    h("td", { class: "mono others" }, others.map(([name, each]) => `${name}=${value(each)}`).join("  ").slice(0, 400)),
    h("td", { class: "number" }, left === null ? "" : left < 0 ? h("span", { class: "chip warn" }, "expired") : age(left)),
  );
}

/** What comes before the first #, which is how such tables tell their kinds apart. */
function kind(text) {
  const end = text.indexOf("#");
  return end < 0 ? text : `${text.slice(0, end)}#`;
}

function value(attribute) {
  if (attribute === undefined) {
    return "";
  }
  const [one] = Object.values(attribute);
  return typeof one === "string" ? one : JSON.stringify(one);
}
