// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { h } from "./dom.js";

/** How a message ended, as a chip. */
export function outcome(one) {
  if (one.outcome === undefined) {
    return h("span", { class: "chip" }, "under way");
  }
  if (one.outcome === "answered") {
    return h("span", { class: `chip ${one.status < 400 ? "good" : "warn"}` }, String(one.status));
  }
  return h("span", { class: "chip bad" }, one.outcome);
}
