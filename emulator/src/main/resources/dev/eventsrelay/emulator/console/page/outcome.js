// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { h } from "./dom.js";

const STAYS = { done: "good", "comes again": "warn", "given up": "bad", "dead letter": "bad", dropped: "bad" };

/** How a message ended, as a chip; of one on a queue, what has become of it there. */
export function outcome(one) {
  if (one.stay !== undefined) {
    return h("span", { class: `chip ${STAYS[one.stay] ?? ""}` }, one.stay);
  }
  if (one.outcome === undefined) {
    return h("span", { class: "chip" }, "under way");
  }
  if (one.outcome === "answered") {
    return h("span", { class: `chip ${one.status < 400 ? "good" : "warn"}` }, String(one.status));
  }
  return h("span", { class: "chip bad" }, one.outcome);
}
