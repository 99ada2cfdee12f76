// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { ask, count, h, setText, time } from "./dom.js";
import { payload } from "./json-tree.js";

const COLUMNS = 7;
const SURE_MILLIS = 4000;

/** The dead letters of one queue: look, redrive, drop. */
export class LettersView {
  #box;
  #count;
  #body = h("tbody", {});
  #table;
  #none = h("p", { class: "quiet" }, "None.");
  #state = h("p", { class: "quiet", role: "status" });
  #all = h("button", { type: "button", class: "primary", disabled: true, onclick: () => this.#act("", "POST", "Redriven") }, "Redrive all");
  #open = new Set();
  #title = h("h3", { class: "grow" });
  #shown = "";

  constructor(box, source) {
    this.#box = box;
    this.source = source;
    const heads = ["Sent", "Route", "Connection", "Guid", "Bytes", "Receives", ""];
    this.#table = h(
      "div",
      { class: "scroll", tabindex: 0, hidden: true },
      h("table", { class: "letters" }, h("thead", {}, h("tr", {}, heads.map((name) => (name === "" ? h("td", {}) : h("th", { scope: "col", class: name === "Bytes" || name === "Receives" ? "number" : "" }, name))))), this.#body),
    );
    setText(this.#title, `Dead letters of ${source.id}`);
    this.element = h(
      "div",
      { class: "card stack", id: `letters-${box.id}` },
      h("div", { class: "bar" }, this.#title, this.#all, h("button", { type: "button", onclick: () => this.#load("again=1") }, "Read again")),
      this.#none,
      this.#table,
      this.#state,
    );
  }

  close() {
    this.#open.clear();
    this.#shown = "";
    this.#load("");
  }

  /** The queue has so many: reads them when that has changed. */
  counted(count) {
    if (count !== undefined && count !== this.#count) {
      this.#count = count;
      this.#load("");
    }
  }

  async #load(query) {
    try {
      const list = await ask(`letters/${encodeURIComponent(this.#box.id)}?${query}`);
      this.#draw(list);
      // The emulator reads the letters a moment after it has counted them.
      if (!list.more && this.#count !== undefined && list.letters.length !== this.#count) {
        setTimeout(() => this.#count !== undefined && this.#load(""), 500);
      }
    } catch (error) {
      setText(this.#state, error.message);
    }
  }

  #draw({ letters, more }) {
    this.#none.hidden = letters.length > 0;
    this.#table.hidden = letters.length === 0;
    this.#all.disabled = letters.length === 0;
    setText(this.#title, `Dead letters of ${this.source.id}: ${count(letters.length)}${more ? " of more" : ""}`);
    const key = JSON.stringify(letters);
    if (key !== this.#shown) {
      this.#shown = key;
      this.#body.replaceChildren(...letters.flatMap((letter) => this.#rows(letter)));
    }
  }

  #rows(letter) {
    const details = h("tr", { hidden: !this.#open.has(letter.id) }, h("td", { colspan: COLUMNS }));
    const look = h(
      "button",
      {
        type: "button",
        class: "plain",
        "aria-expanded": String(this.#open.has(letter.id)),
        onclick: () => {
          if (!this.#open.delete(letter.id)) {
            this.#open.add(letter.id);
            this.#fill(letter, details);
          }
          details.hidden = !this.#open.has(letter.id);
          look.setAttribute("aria-expanded", String(!details.hidden));
        },
      },
      "Payload",
    );
    if (this.#open.has(letter.id)) {
      this.#fill(letter, details);
    }
    const link = (view, id) => (id === "" ? "" : h("a", { href: `#/${view}/${encodeURIComponent(id)}` }, id));
    const row = h(
      "tr",
      { "data-letter": letter.id },
      h("td", {}, letter.request === "" ? time(letter.sentAt) : h("a", { href: `#/messages/${encodeURIComponent(letter.request)}` }, time(letter.sentAt))),
      h("td", { class: "mono" }, letter.route),
      h("td", { class: "mono" }, link("connections", letter.connection)),
      h("td", { class: "mono" }, letter.guid),
      h("td", { class: "number" }, count(letter.bytes)),
      h("td", { class: "number" }, count(letter.receives)),
      h(
        "td",
        { class: "acts" },
        look,
        h("button", { type: "button", onclick: () => this.#act(letter.id, "POST", "Redriven") }, "Redrive"),
        this.#drop(letter.id),
      ),
    );
    return [row, details];
  }

  /** Asks a second time, because what is dropped is gone. */
  #drop(id) {
    let sure = false;
    const button = h(
      "button",
      {
        type: "button",
        class: "danger",
        onclick: () => {
          if (sure) {
            this.#act(id, "DELETE", "Dropped");
            return;
          }
          sure = true;
          setText(button, "Drop for good");
          setTimeout(() => {
            sure = false;
            setText(button, "Drop");
          }, SURE_MILLIS);
        },
      },
      "Drop",
    );
    return button;
  }

  async #fill(letter, details) {
    const cell = details.firstElementChild;
    try {
      const { text, cutAt } = await ask(`letters/${encodeURIComponent(this.#box.id)}?id=${encodeURIComponent(letter.id)}`);
      cell.replaceChildren(payload("Payload", text, cutAt) ?? h("p", { class: "quiet" }, "It has no payload."));
    } catch (error) {
      cell.replaceChildren(h("p", {}, error.message));
    }
  }

  async #act(id, method, done) {
    try {
      const { count: n } = await ask(`letters/${encodeURIComponent(this.#box.id)}?id=${encodeURIComponent(id)}`, { method });
      setText(this.#state, `${done}: ${count(n)} ${n === 1 ? "letter" : "letters"}.`);
    } catch (error) {
      setText(this.#state, error.message);
    }
    this.#load("");
  }
}
