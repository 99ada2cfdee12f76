// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { h } from "./dom.js";

const OPEN_LEVELS = 2;

/** A payload as text and, if it is JSON, as a tree. */
export function payload(title, text, cutAt) {
  if (text === "") {
    return null;
  }
  const cut = new TextEncoder().encode(text).length >= cutAt;
  const tree = cut ? null : parse(text);
  const body = h("div", {}, tree ?? plain(text));
  const size = `${text.length} characters${cut ? `, cut at ${cutAt} bytes` : ""}`;
  const bar = h("div", { class: "bar" }, h("h3", {}, title), h("span", { class: "quiet" }, size));
  if (tree !== null) {
    let asTree = true;
    const change = h(
      "button",
      {
        type: "button",
        class: "plain",
        onclick: () => {
          asTree = !asTree;
          change.textContent = asTree ? "Show as text" : "Show as tree";
          body.replaceChildren(asTree ? tree : plain(text));
        },
      },
      "Show as text",
    );
    bar.append(change);
  }
  return h("div", {}, bar, body);
}

function plain(text) {
  return h("pre", { class: "payload", tabindex: 0 }, text);
}

function parse(text) {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? h("div", { class: "mono" }, node("", value, 0)) : null;
  } catch {
    return null;
  }
}

function node(name, value, depth) {
  const label = name === "" ? null : h("b", {}, `${name}: `);
  if (typeof value !== "object" || value === null) {
    return h("div", { class: "leaf" }, label, h("span", { class: typeof value === "string" ? "string" : "" }, JSON.stringify(value)));
  }
  const entries = Object.entries(value);
  const size = Array.isArray(value) ? `[${entries.length}]` : `{${entries.length}}`;
  const details = h("details", { class: "tree", open: depth < OPEN_LEVELS }, h("summary", {}, label, size));
  // Children of a closed node are built when it is opened: a payload may have thousands.
  const fill = () => {
    if (details.open && details.childElementCount === 1) {
      details.append(...entries.map(([key, child]) => node(key, child, depth + 1)));
    }
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}
