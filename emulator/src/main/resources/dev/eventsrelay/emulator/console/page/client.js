// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
import { clock, h, setText } from "./dom.js";

const MAX_FRAMES = 200;

/** A WebSocket client of one's own. */
export class Client {
  #live;
  #socket = null;
  #opened = false;
  #query = h("input", { placeholder: "?token=...", "aria-label": "Query of the URL", spellcheck: "false" });
  #frame = h("textarea", { placeholder: "A frame. Ctrl+Enter sends it.", "aria-label": "Frame", spellcheck: "false" });
  #switch = h("button", { type: "button", class: "primary" }, "Connect");
  #send = h("button", { type: "button", disabled: true }, "Send");
  #state = h("span", { class: "quiet", role: "status" }, "Not connected");
  #frames = h("div", { class: "frames mono", tabindex: 0, role: "log", "aria-label": "Frames" });

  constructor(live) {
    this.#live = live;
    this.element = h(
      "div",
      { class: "card stack", id: "client" },
      h("h3", {}, "A client of your own"),
      h("div", { class: "bar" }, this.#query, this.#switch, this.#state),
      this.#frame,
      h("div", { class: "bar" }, this.#send),
      this.#frames,
    );
    this.#switch.addEventListener("click", () => (this.#socket === null ? this.#connect() : this.#socket.close(1000)));
    this.#send.addEventListener("click", () => this.#sendFrame());
    this.#frame.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.ctrlKey) {
        this.#sendFrame();
      }
    });
  }

  #connect() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const query = this.#query.value.trim();
    const url = `${scheme}://${location.host}/${this.#live.hello.stage}${query === "" || query.startsWith("?") ? query : `?${query}`}`;
    let socket;
    try {
      socket = new WebSocket(url);
    } catch (error) {
      setText(this.#state, error.message);
      return;
    }
    this.#socket = socket;
    this.#opened = false;
    setText(this.#state, "Connecting");
    socket.onopen = () => {
      this.#opened = true;
      setText(this.#state, "Connected");
      setText(this.#switch, "Disconnect");
      this.#send.disabled = false;
    };
    socket.onmessage = ({ data }) => this.#add("received", data);
    socket.onclose = ({ code, reason }) => {
      this.#socket = null;
      this.#send.disabled = true;
      setText(this.#switch, "Connect");
      setText(this.#state, this.#opened ? `Closed with ${code} ${reason}` : "Refused: a browser does not say why. See Messages, and a $connect that needs a signature takes no browser.");
    };
  }

  #sendFrame() {
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(this.#frame.value);
      this.#add("sent", this.#frame.value);
    }
  }

  #add(direction, text) {
    this.#frames.append(h("p", {}, h("span", { class: "quiet" }, `${clock(Date.now())} ${direction} `), text));
    while (this.#frames.childElementCount > MAX_FRAMES) {
      this.#frames.firstElementChild.remove();
    }
    this.#frames.scrollTop = this.#frames.scrollHeight;
  }
}
