// What elements stand on: a message, a modal or Home; it holds what was filled in and sends presses.

import { h } from "./dom.js";
import { post } from "./line.js";
import { store } from "./store.js";

const TOLD = {
  operation_timeout: "did not answer in time. Try again?",
  dispatch_failed: "is not connected right now. Try again in a moment.",
  http_service_error: "answered with an error. Try again?",
  http_client_error: "could not be reached. Try again?",
  unreachable: "cannot be reached: the local server is gone. It will be tried again.",
};

const OWN = {
  not_in_channel: "You are not in this conversation.",
  messages_tab_disabled: "Sending messages to this app has been turned off.",
  messages_tab_read_only: "Sending messages to this app has been turned off.",
  home_tab_disabled: "This app has no Home.",
  unknown_shortcut: "This shortcut cannot be used here.",
};

/** What to tell the person about an error. */
export const told = (error) =>
  OWN[error] || (TOLD[error] ? `${store.app.name} ${TOLD[error]}` : `That did not work: ${error}`);

/** The choice that Slack's state value stands for. */
function choiceOf(held) {
  if (held.selected_option) return held.selected_option.value;
  if (held.selected_options) return held.selected_options.map((option) => option.value);
  const key = Object.keys(held).find((k) => k !== "type");
  return key ? held[key] : null;
}

const unsent = new Set();

export class Surface {
  /** `place` is {channel, ts} or {view_id}; `quiet` keeps inputs to ourselves until submitted. */
  constructor(place, { quiet = false, values = {} } = {}) {
    Object.assign(this, { place, quiet, held: new Map(), note: null, asked: null });
    for (const [block, inner] of Object.entries(values)) {
      for (const [action, held] of Object.entries(inner)) this.held.set(`${block} ${action}`, choiceOf(held));
    }
  }

  static id = (block, element) => element.action_id || `${block.block_id}-action`;

  value(block, element, first) {
    const key = `${block.block_id} ${Surface.id(block, element)}`;
    return this.held.has(key) ? this.held.get(key) : first;
  }

  /** Take a choice; tell the app of it, unless it is an input that stays silent. */
  async use(block, element, choice, node) {
    const action = Surface.id(block, element);
    const stays = !["button", "overflow", "workflow_button", "icon_button", "feedback_buttons"].includes(element.type);
    if (stays) this.held.set(`${block.block_id} ${action}`, choice);
    const silent = block.type === "input" && !block.dispatch_action;
    if (silent && this.quiet) return;
    if (node.getAttribute("aria-busy") === "true") return;
    if (!silent) {
      store.pressed = this;
      this.asked = node;
      node.setAttribute("aria-busy", "true");
      this.say("");
    }
    const body = { as: store.me.id, ...this.place, action_id: action, block_id: block.block_id, entry: choice };
    const before = silent ? [] : [...unsent];
    const sent = (async () => {
      if (before.length) await Promise.all(before);
      return post("press", body);
    })();
    if (silent) {
      unsent.add(sent);
      sent.finally(() => unsent.delete(sent));
    }
    const result = await sent;
    node.removeAttribute("aria-busy");
    if (result.error) this.asked = null;
    if (result.status === 404) store.line.reload();
    else if (result.error && !silent) this.say(told(result.error));
  }

  /** Take what was pressed here and is not answered yet; every answer belongs to one press. */
  answered() {
    const { asked } = this;
    this.asked = null;
    return asked;
  }

  /** Say what went wrong, where the blocks are. */
  say(words) {
    if (this.note) this.note.textContent = words;
  }

  noteNode() {
    this.note = h("p", { class: "trouble", role: "alert" });
    return this.note;
  }
}
