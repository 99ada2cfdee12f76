// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
// The live stream, and rates from its totals.

const WINDOW_MILLIS = 2000;
const RETRY_MILLIS = 1000;

export class Live extends EventTarget {
  hello = null;
  last = null;
  #ticks = [];

  start() {
    const source = new EventSource("/_console/api/live");
    source.onmessage = (event) => this.#receive(JSON.parse(event.data));
    source.onerror = () => {
      // The browser gives up on some errors, so each one starts a new try.
      source.close();
      this.#say("lost");
      setTimeout(() => this.start(), RETRY_MILLIS);
    };
  }

  #say(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }

  #receive(message) {
    if (message.type === "hello") {
      const restarted = this.hello !== null && this.hello.startId !== message.startId;
      this.hello = message;
      this.#ticks = [];
      this.#say("live");
      this.dispatchEvent(new CustomEvent("hello", { detail: { restarted } }));
      return;
    }
    this.last = message;
    this.#ticks.push(message);
    while (this.#ticks.length > 2 && this.#ticks[1].at <= message.at - WINDOW_MILLIS) {
      this.#ticks.shift();
    }
    this.dispatchEvent(new CustomEvent("tick", { detail: message }));
  }

  /** How fast a total grew of late, in a second. */
  rate(total) {
    const first = this.#ticks[0];
    const last = this.#ticks.at(-1);
    if (first === undefined || last.at <= first.at) {
      return 0;
    }
    return Math.max(0, ((total(last) ?? 0) - (total(first) ?? 0)) / ((last.at - first.at) / 1000));
  }

  /** How fast a total of a queue grew of late, in a second. */
  queueRate(id, name) {
    return this.rate((tick) => tick.queues.find((one) => one.id === id)?.[name]);
  }
}
