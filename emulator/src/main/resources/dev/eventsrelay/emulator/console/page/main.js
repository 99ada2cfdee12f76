// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { setText } from "./dom.js";
import { Live } from "./live.js";
import { ConnectionsView } from "./connections.js";
import { FaultsView } from "./faults.js";
import { FlowView } from "./flow.js";
import { MessagesView } from "./messages.js";
import { QueuesView } from "./queues.js";
import { TablesView } from "./tables.js";

const live = new Live();
const main = document.getElementById("view");
const links = [...document.querySelectorAll("nav a")];
const views = {
  flow: new FlowView(live),
  messages: new MessagesView(live),
  connections: new ConnectionsView(live),
  queues: new QueuesView(live),
  tables: new TablesView(live),
  faults: new FaultsView(live),
};
let current = null;

for (const view of Object.values(views)) {
  view.element.hidden = true;
  main.append(view.element);
}

function route() {
  const [, name, argument] = location.hash.split("/");
  const view = views[name] ?? views.flow;
  if (view !== current) {
    current?.hide?.();
    for (const other of Object.values(views)) {
      other.element.hidden = other !== view;
    }
    current = view;
  }
  for (const link of links) {
    if (views[link.hash.slice(2)] === view) {
      link.setAttribute("aria-current", "page");
      document.title = `${link.textContent} - Console`;
    } else {
      link.removeAttribute("aria-current");
    }
  }
  view.show?.(argument === undefined ? "" : decodeURIComponent(argument));
}

const STATES = { live: "Live", lost: "Lost, retrying" };
const status = document.getElementById("status");
live.addEventListener("state", ({ detail }) => {
  if (status.dataset.state !== detail) {
    status.dataset.state = detail;
    setText(status, STATES[detail]);
  }
});
live.addEventListener("hello", ({ detail }) => {
  setText(document.getElementById("stage"), live.hello.stage);
  setText(document.getElementById("run"), live.hello.title);
  for (const view of Object.values(views)) {
    view.hello?.(detail.restarted);
  }
  if (detail.restarted) {
    current.show?.("");
  }
});
live.addEventListener("tick", ({ detail }) => {
  for (const view of Object.values(views)) {
    if (view === current || view.listensAlways) {
      view.tick?.(detail);
    }
  }
});

// 1 to 6 change the view, / goes to its search, Escape closes what is open.
addEventListener("keydown", (event) => {
  const typing = event.target.matches("input, textarea, select");
  if (event.key === "Escape") {
    event.target.blur?.();
    current.escape?.();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "/") {
    const search = current.element.querySelector("input[type=search]");
    if (search !== null) {
      event.preventDefault();
      search.focus();
    }
    return;
  }
  const link = links[Number(event.key) - 1];
  if (link !== undefined) {
    location.hash = link.hash;
  }
});

const THEMES = ["system", "light", "dark"];
const theme = document.getElementById("theme");
function useTheme(name) {
  if (name === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
  setText(theme, `Theme: ${name}`);
  localStorage.setItem("console-theme", name);
}
theme.addEventListener("click", () => {
  const now = localStorage.getItem("console-theme") ?? "system";
  useTheme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
});
useTheme(THEMES.find((name) => name === localStorage.getItem("console-theme")) ?? "system");

addEventListener("hashchange", route);
route();
live.start();
