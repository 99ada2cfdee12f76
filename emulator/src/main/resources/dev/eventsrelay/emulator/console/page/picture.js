// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { age, count, rate, setText, svg } from "./dom.js";

const ROW = 22;
const TITLE = 44;
const GAP = 16;
const MAX_ROWS = 6;
const MAX_CELLS = 64;
const NEW_MILLIS = 4000;
const QUEUE = 104;

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
    this.element = svg("svg", { id: "flow-picture", role: "group" });
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

  /** The queues that feed something; a dead-letter queue is shown on its source. */
  #queues() {
    const all = this.#live.hello?.queues ?? [];
    return all.filter((queue) => !all.some((one) => one.deadLetters === queue.id));
  }

  /** Whether a route goes to a function without a queue between. */
  #isDirect(id, queues) {
    return Object.entries(this.#live.hello?.routes ?? {}).some(
      ([key, to]) => to === id && !queues.some((queue) => queue.routes.includes(key)),
    );
  }

  #drawWide(functions) {
    const queues = this.#queues();
    const queued = queues.length > 0;
    const at = queued
      ? { client: 112, api: 226, apiEnd: 330, queue: 430, queueWidth: 168, fn: 690, fnWidth: 330, tables: 1078, tablesWidth: 118 }
      : { client: 130, api: 290, apiEnd: 430, queue: 0, queueWidth: 0, fn: 550, fnWidth: 390, tables: 1030, tablesWidth: 166 };
    const rows = functions.map((one) => ({ one, fed: queues.filter((queue) => queue.functions.includes(one.id)) }));
    const unread = queues.filter((queue) => !rows.some((row) => row.fed.includes(queue)));
    let y = 4;
    for (const row of [...rows, ...unread.map((queue) => ({ fed: [queue] }))]) {
      const high = row.one === undefined ? 0 : this.#heightOf(row.one);
      const fedHigh = row.fed.length * (QUEUE + GAP) - GAP;
      const height = Math.max(high, fedHigh);
      row.middle = y + height / 2;
      if (row.one !== undefined) {
        this.#function(row.one, at.fn, row.middle - high / 2, at.fnWidth);
      }
      row.queues = row.fed.map((queue, i) => {
        const top = row.middle - fedHigh / 2 + i * (QUEUE + GAP);
        this.#queue(queue, at.queue, top, at.queueWidth);
        return { queue, middle: top + QUEUE / 2 };
      });
      y += height + GAP;
      if (row.one === undefined) {
        rows.push(row);
      }
    }
    const end = y - GAP;
    const middle = Math.max(90, (4 + end) / 2);
    this.#size(1200, Math.max(end + 56, middle + 130));
    this.#node(4, middle - 60, at.client, 120, "Clients", (tick) => `${count(tick.connections)} connected`);
    this.#node(at.api, middle - 60, at.apiEnd - at.api, 120, "API", () => this.#live.hello?.stage ?? "");
    this.#node(at.tables, middle - 60, at.tablesWidth, 120, "Tables", () => short((this.#live.hello?.tables ?? []).join(", "), queued ? 17 : 26));
    const between = (4 + at.client + at.api) / 2;
    const left = 4 + at.client;
    this.#arrow(`M${left} ${middle - 24}H${at.api - 2}`, between, middle - 32, "middle", queued ? "in" : "frames in", this.#per("framesIn"));
    this.#arrow(`M${at.api - 2} ${middle + 24}H${left + 2}`, between, middle + 42, "middle", queued ? "out" : "frames out", this.#per("framesOut"), this.#per("errorFrames"));
    const bend = at.apiEnd + 60;
    for (const { one, middle: to, queues: fed } of rows) {
      for (const { queue, middle: on } of fed) {
        const rateOf = (name) => () => this.#live.queueRate(queue.id, name);
        this.#arrow(`M${at.apiEnd} ${middle}C${bend} ${middle} ${bend - 20} ${on} ${at.queue - 2} ${on}`, at.queue - 6, on > middle ? on + 18 : on - 8, "end", "", rateOf("sent"));
        if (one !== undefined) {
          this.#arrow(`M${at.queue + at.queueWidth} ${on}C${at.fn - 40} ${on} ${at.fn - 50} ${to} ${at.fn - 2} ${to}`, (at.queue + at.queueWidth + at.fn) / 2, Math.min(on, to) - 8, "middle", "", rateOf("received"));
        }
      }
      if (one !== undefined && this.#isDirect(one.id, queues)) {
        const curve = queued
          ? `M${at.apiEnd} ${middle}C${bend} ${middle} ${bend - 20} ${to} ${at.queue} ${to}H${at.fn - 2}`
          : `M430 ${middle}C490 ${middle} 490 ${to} 548 ${to}`;
        this.#arrow(curve, queued ? at.queue - 6 : 540, to > middle ? to + 20 : to - 8, "end", "", this.#of(one.id, "started"), this.#of(one.id, "refused"));
      }
      if (one !== undefined) {
        const from = at.fn + at.fnWidth;
        const half = (from + at.tables) / 2;
        this.#arrow(`M${from} ${to}C${half} ${to} ${half} ${middle} ${at.tables - 2} ${middle}`, 0, 0, "middle", null, this.#per("calls"));
      }
    }
    this.#label(at.tables + at.tablesWidth, middle + 82, "end", "calls", this.#per("calls"), this.#per("callsFailed"));
    const below = end + 30;
    const api = (at.api + at.apiEnd) / 2;
    const from = at.fn + at.fnWidth / 2;
    this.#arrow(`M${from} ${end + 2}V${below}H${api}V${middle + 62}`, (api + from) / 2, below - 8, "middle", "posts", this.#per("posts"), this.#per("postsFailed"));
  }

  #drawNarrow(functions) {
    const queues = this.#queues();
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
    const drawQueue = (queue) => {
      this.#queue(queue, 4, y, 352);
      y += QUEUE + GAP;
    };
    for (const one of functions) {
      for (const queue of queues.filter((each) => each.functions.includes(one.id))) {
        drawQueue(queue);
        this.#arrow(`M180 ${y - GAP}V${y - 2}`, 0, 0, "middle", null, () => this.#live.queueRate(queue.id, "received"));
      }
      this.#function(one, 4, y, 352);
      y += this.#heightOf(one) + GAP;
    }
    queues.filter((queue) => !functions.some((one) => queue.functions.includes(one.id))).forEach(drawQueue);
    this.#arrow(`M180 ${y - GAP}V${y + 6}`, 0, 0, "middle", null, this.#per("calls"));
    this.#node(4, y + 8, 352, 50, "Tables", () => short((this.#live.hello?.tables ?? []).join(", "), 48));
    this.#size(360, y + 62);
  }

  /** A queue, with what is on it and how fast that changes. */
  #queue(queue, x, y, width) {
    const link = svg("a", { href: `#/queues/${encodeURIComponent(queue.id)}`, "aria-label": `Queue ${queue.id}` });
    link.append(svg("rect", { x, y, width, height: QUEUE, rx: 8, class: "node queue" }));
    this.element.append(link);
    this.#text(x + 12, y + 20, "title", "start", short(queue.id, Math.floor((width - 20) / 7.6)));
    const line = (n) => this.#text(x + 12, y + 20 + n * 17, "small", "start", "");
    const [there, oldest, done, dead] = [line(1), line(2), line(3), line(4)];
    const again = () => this.#live.queueRate(queue.id, "again");
    const box = queue.deadLetters;
    this.#updates.push((tick) => {
      const now = tick.queues.find((one) => one.id === queue.id);
      if (now === undefined) return;
      const known = now.waiting !== undefined;
      setText(there, known ? `${count(now.waiting)} waiting, ${count(now.inFlight)} in flight` : "SQS does not answer");
      const delayed = (now.delayed ?? 0) > 0 ? `, ${count(now.delayed)} delayed` : "";
      setText(oldest, now.oldest === undefined ? `empty${delayed}` : `oldest ${age(now.oldest)}${delayed}`);
      setText(done, `deleted ${rate(this.#live.queueRate(queue.id, "deleted"))}${again() > 0 ? `, again ${rate(again())}` : ""}`);
      done.setAttribute("class", again() > 0 ? "small warn" : "small");
      const letters = tick.queues.find((one) => one.id === box);
      const n = (letters?.waiting ?? 0) + (letters?.inFlight ?? 0) + (letters?.delayed ?? 0);
      setText(dead, box === undefined ? "no dead-letter queue" : `${n === 0 ? "no" : count(n)} dead ${n === 1 ? "letter" : "letters"}`);
      dead.setAttribute("class", n > 0 ? "small bad" : "small");
    });
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
