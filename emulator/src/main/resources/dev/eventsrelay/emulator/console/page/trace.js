// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { ask, h, svg, time } from "./dom.js";
import { payload } from "./json-tree.js";
import { outcome } from "./outcome.js";

const KINDS = { frame: "frame", queue: "queue", invocation: "function", call: "table call", post: "post", line: "log" };
const EVIDENCE = {
  "request id": "",
  "trace id": "The call carries this invocation's trace id.",
  alone: "Its environment worked on nothing else at the time.",
  content: "Of all that its environment worked on at the time, only this message has words that are in the call.",
  overlap: "It happened at the same time in the same environment and may belong to another message.",
};

/** One message as a timeline. */
export class TraceView {
  element = h("article", { class: "card stack", hidden: true, "aria-live": "off" });
  #id = "";
  #open = new Set();
  #shown = "";

  show(id) {
    if (id !== this.#id) {
      this.#open.clear();
      this.#shown = "";
    }
    this.#id = id;
    this.element.hidden = id === "";
    if (id !== "") {
      this.#load();
    }
  }

  tick(tick) {
    if (this.#id !== "" && tick.traces.some((one) => one.id === this.#id)) {
      this.#load();
    }
  }

  async #load() {
    const id = this.#id;
    try {
      const trace = await ask(`traces/${encodeURIComponent(id)}`);
      if (id === this.#id && JSON.stringify(trace) !== this.#shown) {
        this.#shown = JSON.stringify(trace);
        this.#draw(trace);
      }
    } catch (error) {
      if (id === this.#id) {
        this.element.replaceChildren(this.#title(id), h("p", {}, error.message));
      }
    }
  }

  #title(id) {
    return h(
      "div",
      { class: "bar" },
      h("h2", { class: "grow" }, "Request ", h("span", { class: "mono" }, id)),
      h("a", { href: "#/messages" }, "Close"),
    );
  }

  #draw(trace) {
    const last = Math.max(trace.ms, 1, ...trace.steps.map((step) => step.begin + step.ms));
    const steps = [
      frame("frame in", 0, trace.connection, trace.text),
      ...trace.steps,
      ...(trace.outcome === undefined
        ? []
        : [{ ...frame(trace.sent === "" ? "answer" : "frame out", trace.answered, trace.connection, trace.sent), outcome: trace.outcome === "answered" ? String(trace.status) : trace.outcome, failed: trace.outcome !== "answered" }]),
    ].sort((a, b) => a.begin - b.begin || b.ms - a.ms);
    const guessed = trace.steps.filter((step) => step.evidence === "overlap").length;
    this.element.replaceChildren(
      this.#title(trace.id),
      h(
        "dl",
        { class: "facts" },
        h("dt", {}, "Came"), h("dd", {}, time(trace.at)),
        h("dt", {}, "Connection"), h("dd", {}, h("a", { class: "mono", href: `#/connections/${encodeURIComponent(trace.connection)}` }, trace.connection)),
        h("dt", {}, "Route"), h("dd", { class: "mono" }, `${trace.route === "" ? "none" : trace.route} ${trace.function === "" ? "" : `to ${trace.function}`}`),
        h("dt", {}, trace.stay === undefined ? "Answer" : "Queued"), h("dd", {}, outcome(trace), trace.outcome === undefined ? "" : ` after ${trace.ms.toFixed(1)} ms`),
      ),
      guessed === 0 ? "" : h("p", { class: "quiet" }, `${guessed} of these steps happened at the same time in the same environment and may belong to another message: they are marked with a question mark.`),
      trace.stepsLeftOut === 0 ? "" : h("p", { class: "quiet" }, `${trace.stepsLeftOut} later steps were left out.`),
      h("div", { class: "spans" }, steps.flatMap((step, i) => this.#step(step, i, last, trace.cutAt))),
    );
  }

  #step(step, i, last, cutAt) {
    const details = h("div", { class: "full", hidden: !this.#open.has(i) });
    const fill = () =>
      details.replaceChildren(
        ...[
          h("p", { class: "mono" }, step.title),
          EVIDENCE[step.evidence] ? h("p", { class: "quiet" }, EVIDENCE[step.evidence]) : null,
          step.outcome ? h("p", {}, step.outcome) : null,
          payload(step.kind === "line" ? "Line" : step.kind === "frame" ? "Payload" : "Sent", step.kind === "line" ? jsonOf(step.title) : step.sent, cutAt),
          payload("Received", step.received, cutAt),
        ].filter((part) => part !== null),
      );
    if (this.#open.has(i)) {
      fill();
    }
    const what = h(
      "button",
      {
        type: "button",
        class: "what",
        "aria-expanded": String(this.#open.has(i)),
        onclick: () => {
          details.hidden = !details.hidden;
          what.setAttribute("aria-expanded", String(!details.hidden));
          if (details.hidden) {
            this.#open.delete(i);
          } else {
            this.#open.add(i);
            fill();
          }
        },
      },
      h("span", { class: "kind" }, KINDS[step.kind]),
      h("span", { class: `title mono${step.failed ? " bad" : ""}`, title: step.title }, step.kind === "line" ? said(step.title) : step.title),
      h("span", { class: "quiet mono optional" }, step.kind === "line" ? "" : step.target),
      step.evidence === "overlap" ? h("span", { class: "chip warn", title: EVIDENCE.overlap }, "?") : null,
    );
    return [what, h("div", { class: "when" }, bar(step, last)), details];
  }
}

function frame(title, begin, target, text) {
  return { kind: "frame", title, target, begin, ms: 0, outcome: "", failed: false, evidence: "request id", sent: text, received: "" };
}

/** What a line of a JSON log says; the line itself if it is none. */
function said(line) {
  try {
    const entry = JSON.parse(jsonOf(line));
    const { level, message } = entry;
    if (typeof message === "string") {
      return `${typeof level === "string" ? `${level} ` : ""}${message}`;
    }
    return entry._aws === undefined ? line : "metrics";
  } catch {
    return line;
  }
}

function jsonOf(line) {
  const start = line.indexOf("{");
  return start < 0 ? "" : line.slice(start);
}

function bar(step, last) {
  const x = (step.begin / last) * 98;
  const width = Math.max(0.6, (step.ms / last) * 98);
  const label = step.ms === 0 ? `at ${step.begin.toFixed(1)} ms` : `${step.ms.toFixed(1)} ms`;
  const text = `${label}${step.kind === "invocation" || step.outcome === "" ? "" : `  ${step.outcome}`}`;
  const place =
    x + width < 65
      ? { x: `${x + width}%`, dx: 5 }
      : x > 30
        ? { x: `${x}%`, dx: -5, "text-anchor": "end" }
        : { x: `${x}%`, dx: 6, class: "inside" };
  return svg(
    "svg",
    { role: "img", "aria-label": `begins at ${step.begin} ms, ${text}` },
    svg("rect", { x: `${x}%`, y: 3, width: `${width}%`, height: 16, rx: 2, class: `${step.kind}${step.failed ? " failed" : ""}` }),
    svg("text", { ...place, y: 15 }, text),
  );
}
