// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
// Builds elements. Whatever comes from outside becomes text, never HTML.

const SVG = "http://www.w3.org/2000/svg";

function build(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== false && value !== undefined && value !== null) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}

export function h(tag, attributes, ...children) {
  return build(document.createElement(tag), attributes, children);
}

export function svg(tag, attributes, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** Changes a text only if it differs, so that a selection stays. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

export function clock(millis) {
  const date = new Date(millis);
  const two = (n) => String(n).padStart(2, "0");
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

/** A point in time that can be quoted: the exact one is in the title. */
export function time(millis) {
  const iso = new Date(millis).toISOString();
  return h("time", { datetime: iso, title: iso }, clock(millis));
}

export function age(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  if (seconds < 172800) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 86400)} d`;
}

export function rate(perSecond) {
  if (perSecond === 0) return "0/s";
  return perSecond < 10 ? `${perSecond.toFixed(1)}/s` : `${Math.round(perSecond).toLocaleString("en")}/s`;
}

export function count(n) {
  return n.toLocaleString("en");
}

/** Asks the emulator; an answer that is no success becomes an error with its sentence. */
export async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(`/_console/api/${path}`, { ...options, signal: AbortSignal.timeout(10000) });
  } catch {
    throw new Error("The emulator does not answer.");
  }
  const text = await answer.text();
  if (!answer.ok) {
    throw new Error(text.trim() || `The emulator answered ${answer.status}.`);
  }
  return answer.headers.get("content-type")?.startsWith("application/json") ? JSON.parse(text) : text;
}
