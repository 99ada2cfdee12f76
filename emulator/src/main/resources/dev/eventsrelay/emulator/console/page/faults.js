// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { ask, h, setText } from "./dom.js";

/** Every fault of the control endpoint, as a switch or a button. */
export class FaultsView {
  #live;
  #list = h("div", { class: "grid" });
  #inForce = h("div", { class: "grid" });
  #answer = h("p", { class: "quiet", role: "status" }, "A fault with a rate stays until it is ended; the others happen once.");
  #shown = null;
  #asked = false;

  constructor(live) {
    this.#live = live;
    this.element = h(
      "section",
      { "aria-labelledby": "faults-title" },
      h(
        "div",
        { class: "bar" },
        h("h2", { id: "faults-title", class: "grow" }, "Faults"),
        h("button", { type: "button", onclick: () => this.#say({ method: "DELETE" }, "All faults have ended.") }, "End all"),
      ),
      this.#answer,
      this.#inForce,
      this.#list,
    );
  }

  async show() {
    if (this.#asked) {
      return;
    }
    try {
      const { syntax } = await ask("faults");
      this.#asked = true;
      this.#list.replaceChildren(...syntax.trim().split("\n").map((line) => this.#fault(line)));
    } catch (error) {
      setText(this.#answer, error.message);
    }
  }

  hello() {
    this.#asked = false;
    if (!this.element.hidden) {
      this.show();
    }
  }

  tick(tick) {
    const key = tick.faults.join("\n");
    if (key === this.#shown) {
      return;
    }
    this.#shown = key;
    this.#inForce.replaceChildren(
      ...tick.faults.map((text) =>
        h(
          "div",
          { class: "card fault on" },
          h("strong", {}, text),
          h("button", { type: "button", role: "switch", "aria-checked": "true", "aria-label": `End ${text}`, onclick: () => this.#say({ method: "DELETE", body: text }, `Ended: ${text}`) }, "On: end it"),
        ),
      ),
    );
  }

  async #say(options, done) {
    try {
      const hit = await ask("faults", options);
      setText(this.#answer, hit.length === 0 ? done : `${done} It hit ${hit.slice(0, 5).join(", ")}${hit.length > 5 ? ` and ${hit.length - 5} more` : ""}.`);
    } catch (error) {
      setText(this.#answer, error.message);
    }
  }

  /** A line such as: fail-posts status=N [client=misses|gets|is-cut] [rate=R] */
  #fault(line) {
    const [name, ...options] = line.split(" ");
    const inputs = options.map((option) => {
      const [key, form] = option.replace(/[[\]]/g, "").split("=");
      const required = !option.startsWith("[");
      const input = form.includes("|")
        ? h("select", { name: key }, h("option", { value: "" }, "default"), form.split("|").map((one) => h("option", {}, one)))
        : h("input", { name: key, placeholder: required ? form : `${form}, optional`, required, value: required ? (START[key] ?? "") : "" });
      return h("label", {}, key, input);
    });
    const standing = options.some((option) => option.includes("rate="));
    const form = h(
      "form",
      { class: "card fault" },
      h("strong", {}, name),
      inputs,
      h("button", { type: "submit", class: standing ? "primary" : "danger" }, standing ? "Switch on" : "Do it now"),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const chosen = [...new FormData(form)].filter(([, value]) => value.trim() !== "").map(([key, value]) => `${key}=${value.trim()}`);
      const text = [name, ...chosen].join(" ");
      this.#say({ method: "POST", body: text }, standing ? `Switched on: ${text}` : `Done: ${text}.`);
    });
    return form;
  }
}

/** Values that show something. */
const START = { status: "429", by: "500ms", "bytes-per-second": "1000" };
