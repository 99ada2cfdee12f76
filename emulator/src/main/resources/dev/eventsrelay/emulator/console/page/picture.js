// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { count, rate, setText, svg } from "./dom.js";

const ROW = 22;
const TITLE = 44;
const GAP = 16;
const MAX_ROWS = 6;
const MAX_CELLS = 64;
const NEW_MILLIS = 4000;

/**
 * The flow as SVG, wide or narrow. It keeps a row for an environment that has ended, so that nothing
 * moves while its successor starts.
 */
export class Picture {
  #live;
  #narrow;
  #rows = new Map();
  #seen = new Map();
  #shape = "";
  #updates = [];

  constructor(live, narrow) {
    this.#live = live;
    this.#narrow = narrow;
    this.element = svg("svg", { id: "flow-picture", role: "img" });
  }

  tick(tick) {
    for (const one of tick.functions) {
      const rows = Math.min(MAX_ROWS, Math.max(1, one.environments.length, this.#rows.get(one.id) ?? 0));
      this.#rows.set(one.id, rows);
      for (const { pid } of one.environments) {
        if (!this.#seen.has(pid)) {
          this.#seen.set(pid, this.#shape === "" ? 0 : tick.at);
        }
      }
    }
    const shape = JSON.stringify([...this.#rows, tick.functions.map((one) => one.slots)]);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#draw(tick);
    }
    for (const update of this.#updates) {
      update(tick);
    }
    const busy = tick.functions
      .map((one) => `${one.id} ${one.environments.reduce((sum, each) => sum + each.busy, 0)} busy`)
      .join(", ");
    this.element.setAttribute("aria-label", `${tick.connections} clients connected. ${busy}.`);
  }

  #draw(tick) {
    this.#updates = [];
    this.element.replaceChildren(
      svg(
        "defs",
        {},
        svg(
          "marker",
          { id: "head", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto-start-reverse" },
          svg("path", { d: "M0 0L8 4L0 8z", class: "head" }),
        ),
      ),
    );
    if (this.#narrow) {
      this.#drawNarrow(tick.functions);
    } else {
      this.#drawWide(tick.functions);
    }
  }

  #heightOf(one) {
    return TITLE + this.#rows.get(one.id) * ROW + 8;
  }

  #drawWide(functions) {
    let y = 4;
    const middles = [];
    for (const one of functions) {
      const height = this.#heightOf(one);
      this.#function(one, 550, y, 390);
      middles.push(y + height / 2);
      y += height + GAP;
    }
    const end = y - GAP;
    const middle = Math.max(90, (4 + end) / 2);
    this.#size(1200, Math.max(end + 56, middle + 130));
    this.#node(4, middle - 60, 130, 120, "Clients", (tick) => `${count(tick.connections)} connected`);
    this.#node(290, middle - 60, 140, 120, "API", () => this.#live.hello?.stage ?? "");
    this.#node(1030, middle - 60, 166, 120, "Tables", () => short((this.#live.hello?.tables ?? []).join(", "), 26));
    this.#arrow(`M134 ${middle - 24}H288`, 211, middle - 32, "middle", "frames in", this.#per("framesIn"));
    this.#arrow(`M288 ${middle + 24}H136`, 211, middle + 42, "middle", "frames out", this.#per("framesOut"), this.#per("errorFrames"));
    functions.forEach((one, i) => {
      const to = middles[i];
      this.#arrow(`M430 ${middle}C490 ${middle} 490 ${to} 548 ${to}`, 540, to > middle ? to + 20 : to - 8, "end", "", this.#of(one.id, "started"), this.#of(one.id, "refused"));
      this.#arrow(`M940 ${to}C985 ${to} 985 ${middle} 1028 ${middle}`, 0, 0, "middle", null, this.#per("calls"));
    });
    this.#label(1113, middle + 82, "middle", "calls", this.#per("calls"), this.#per("callsFailed"));
    const below = end + 30;
    this.#arrow(`M745 ${end + 2}V${below}H360V${middle + 62}`, 560, below - 8, "middle", "posts", this.#per("posts"), this.#per("postsFailed"));
  }

  #drawNarrow(functions) {
    this.#node(4, 4, 150, 66, "Clients", (tick) => `${count(tick.connections)} connected`);
    this.#node(226, 4, 130, 66, "API", () => this.#live.hello?.stage ?? "");
    this.#arrow("M154 26H224", 190, 18, "middle", null, this.#per("framesIn"));
    this.#arrow("M226 48H156", 190, 66, "middle", null, this.#per("framesOut"));
    this.#label(4, 92, "start", "in", this.#per("framesIn"));
    this.#label(120, 92, "start", "out", this.#per("framesOut"), this.#per("errorFrames"));
    this.#label(4, 112, "start", "posts", this.#per("posts"), this.#per("postsFailed"));
    this.#label(4, 132, "start", "calls of tables", this.#per("calls"), this.#per("callsFailed"));
    let y = 152;
    this.#arrow(`M291 70V${y - 2}`, 0, 0, "middle", null, this.#per("framesIn"));
    for (const one of functions) {
      this.#function(one, 4, y, 352);
      y += this.#heightOf(one) + GAP;
    }
    this.#arrow(`M180 ${y - GAP}V${y + 6}`, 0, 0, "middle", null, this.#per("calls"));
    this.#node(4, y + 8, 352, 50, "Tables", () => short((this.#live.hello?.tables ?? []).join(", "), 48));
    this.#size(360, y + 62);
  }

  #size(width, height) {
    this.element.setAttribute("viewBox", `0 0 ${width} ${height}`);
  }

  #per(name) {
    return () => this.#live.rate((tick) => tick.counts[name]);
  }

  #of(id, name) {
    return () => this.#live.rate((tick) => tick.functions.find((one) => one.id === id)?.[name]);
  }

  #text(x, y, className, anchor, text) {
    const element = svg("text", { x, y, class: className, "text-anchor": anchor }, text);
    this.element.append(element);
    return element;
  }

  #node(x, y, width, height, title, note) {
    this.element.append(svg("rect", { x, y, width, height, rx: 8, class: "node" }));
    this.#text(x + width / 2, y + height / 2 - 3, "title", "middle", title);
    const small = this.#text(x + width / 2, y + height / 2 + 17, "small", "middle", "");
    this.#updates.push((tick) => setText(small, note(tick)));
  }

  /** A line that shows whether something moves on it, and how much. Without a name it has no text. */
  #arrow(d, x, y, anchor, name, moving, failing) {
    const path = svg("path", { d, class: "arrow", "marker-end": "url(#head)" });
    this.element.append(path);
    this.#updates.push(() => {
      const state = (failing?.() ?? 0) > 0 ? " bad" : moving() > 0 ? " busy" : "";
      path.setAttribute("class", `arrow${state}`);
    });
    if (name !== null) {
      this.#label(x, y, anchor, name, moving, failing);
    }
  }

  #label(x, y, anchor, name, moving, failing) {
    const text = this.#text(x, y, "rate", anchor, "");
    this.#updates.push(() => {
      const failed = failing?.() ?? 0;
      text.setAttribute("class", failed > 0 ? "rate bad" : "rate");
      const bad = failed > 0 ? `, ${rate(failed)} bad` : "";
      setText(text, `${name === "" ? "" : `${name} `}${rate(moving())}${bad}`);
    });
  }

  #function(one, x, y, width) {
    this.element.append(svg("rect", { x, y, width, height: this.#heightOf(one), rx: 8, class: "node" }));
    this.#text(x + 12, y + 20, "title", "start", one.id);
    const routes = Object.entries(this.#live.hello?.routes ?? {})
      .filter(([, id]) => id === one.id)
      .map(([key]) => key)
      .join(" ");
    const state = this.#text(x + 12, y + 37, "small", "start", "");
    const find = (tick) => tick.functions.find((each) => each.id === one.id);
    this.#updates.push((tick) => {
      const now = find(tick);
      if (now === undefined) return;
      const busy = now.environments.reduce((sum, each) => sum + each.busy, 0);
      const load =
        now.maxEnvironments === undefined
          ? `${busy} of ${now.environments.length * now.slots} slots busy`
          : `${busy} of at most ${now.maxEnvironments} busy`;
      const bad = [
        now.refused > 0 ? `${count(now.refused)} refused` : "",
        now.failed > 0 ? `${count(now.failed)} failed` : "",
      ].filter((part) => part !== "").join(", ");
      setText(state, `${routes}  ${load}${bad === "" ? "" : `, ${bad} so far`}`);
      state.setAttribute("class", `small${this.#of(one.id, "refused")() + this.#of(one.id, "failed")() > 0 ? " bad" : ""}`);
    });
    for (let row = 0; row < this.#rows.get(one.id); row++) {
      this.#environment(one, row, x + 8, y + TITLE + row * ROW, width - 16, find);
    }
  }

  #environment(one, row, x, y, width, find) {
    const ground = svg("rect", { x, y, width, height: ROW - 3, rx: 4, class: "environment" });
    const name = svg("text", { x: x + 4, y: y + 14, class: "small" });
    this.element.append(ground, name);
    const left = x + 96;
    const cells = Math.min(one.slots, MAX_CELLS);
    const step = (width - 100) / cells;
    const slots = Array.from({ length: cells }, (_, i) =>
      svg("rect", { x: left + i * step, y: y + 4, width: Math.max(1, step - 1.5), height: ROW - 11, rx: 1.5, class: "slot" }),
    );
    this.element.append(...slots);
    this.#updates.push((tick) => {
      const environments = find(tick)?.environments ?? [];
      const hidden = row === MAX_ROWS - 1 && environments.length > MAX_ROWS ? environments.length - row : 0;
      const environment = environments[row];
      const load = environment?.busy ?? 0;
      const young = environment !== undefined && tick.at - (this.#seen.get(environment.pid) ?? 0) < NEW_MILLIS;
      const state = environment === undefined || !environment.ready ? "starting" : young ? "new" : "";
      ground.setAttribute("class", `environment ${state}`);
      setText(
        name,
        environment === undefined ? "ended" : hidden > 0 ? `and ${hidden} more` : environment.ready ? `pid ${environment.pid}` : "starting",
      );
      const busyCells = Math.ceil((load * cells) / one.slots);
      slots.forEach((slot, i) => slot.setAttribute("class", i < busyCells ? "slot busy" : "slot"));
    });
  }
}

function short(text, length) {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
