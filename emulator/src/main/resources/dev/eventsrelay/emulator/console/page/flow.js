// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { count, h, rate, setText, time } from "./dom.js";
import { Picture } from "./picture.js";

/** The system as a picture with live rates. */
export class FlowView {
  #live;
  #figures = {};
  #pictureBox = h("div", { class: "card" });
  #picture = null;
  #notices = h("ul", { class: "plain log" });
  #faults = h("p", { class: "notice", hidden: true });
  #narrow = matchMedia("(max-width: 760px)");
  #shownNotices = "";

  constructor(live) {
    this.#live = live;
    const figure = (name, label) => {
      const value = h("b", {}, "0");
      this.#figures[name] = value;
      return h("div", { class: "card figure" }, value, h("span", {}, label));
    };
    this.element = h(
      "section",
      { "aria-labelledby": "flow-title" },
      h("h2", { id: "flow-title" }, "Flow"),
      this.#faults,
      h(
        "div",
        { class: "figures" },
        figure("connections", "connections"),
        figure("framesIn", "frames in"),
        figure("framesOut", "frames out"),
        figure("refused", "refused or failed"),
        figure("retried", "retried or received again"),
        figure("total", "frames in so far"),
      ),
      this.#pictureBox,
      h("div", { class: "card" }, h("h3", {}, "Notices"), this.#notices),
    );
    this.#narrow.addEventListener("change", () => (this.#picture = null));
  }

  hello() {
    this.#picture = null;
  }

  tick(tick) {
    if (this.#picture === null) {
      this.#picture = new Picture(this.#live, this.#narrow.matches);
      this.#pictureBox.replaceChildren(this.#picture.element);
    }
    this.#picture.tick(tick);
    const per = (name) => this.#live.rate((one) => one.counts[name]);
    const functions = (name) =>
      this.#live.rate((one) => one.functions.reduce((sum, each) => sum + each[name], 0));
    const refused =
      functions("refused") + functions("failed") + per("postsFailed") + per("callsFailed") + per("connectsRefused");
    setText(this.#figures.connections, count(tick.connections));
    setText(this.#figures.framesIn, rate(per("framesIn")));
    setText(this.#figures.framesOut, rate(per("framesOut")));
    setText(this.#figures.refused, rate(refused));
    this.#figures.refused.className = refused > 0 ? "bad" : "";
    const again = tick.queues.reduce((sum, queue) => sum + this.#live.queueRate(queue.id, "again"), 0);
    const retried = per("callsRetried") + per("postsRetried") + again;
    setText(this.#figures.retried, rate(retried));
    this.#figures.retried.className = retried > 0 ? "warn" : "";
    setText(this.#figures.total, count(tick.counts.framesIn));
    this.#faults.hidden = tick.faults.length === 0;
    setText(this.#faults, `Faults in force: ${tick.faults.join("; ")}`);
    this.#showNotices(tick.notices);
  }

  #showNotices(notices) {
    const key = JSON.stringify(notices);
    if (key === this.#shownNotices) {
      return;
    }
    this.#shownNotices = key;
    this.#notices.replaceChildren(
      ...(notices.length === 0
        ? [h("li", { class: "quiet" }, "None. Ends of environments and late answers appear here.")]
        : notices.map((notice) =>
            h(
              "li",
              {},
              h("span", { class: "quiet" }, time(notice.at)),
              h("span", {}, `${notice.function}[${notice.pid}] ${notice.sentence}`),
            ),
          )),
    );
  }
}
