// One message as an article: who, when, what, and how many answered.

import { h, icon, ICONS, keepingFocus } from "./dom.js";
import { content } from "./blocks.js";
import { dateOf, isReply, momentOf, nameOf, replies, store, timeOf } from "./store.js";
import { Surface } from "./surface.js";
import { emoji } from "./text.js";
import { beginning, markTitles } from "./titles.js";

/** The square with initials; its color is the person's own. */
export function avatar(id, small = "") {
  const name = nameOf(id);
  const letters = name.split(/\s+/).map((word) => word[0]).slice(0, 2).join("");
  const shade = id === store.app.user ? "app" : [...id].reduce((sum, c) => sum + c.charCodeAt(0), 0) % 5;
  return h("span", { class: `avatar shade-${shade} ${small}`, "aria-hidden": "true" }, letters);
}

/** Holds a message's article; `draw` puts what changed into it. */
export class Item {
  /** `log` is where it stands; its `channel` and whether it is a thread decide what is shown. */
  constructor(log, message) {
    this.log = log;
    this.surface = new Surface({ channel: log.channel.id, ts: message.ts });
    this.body = h("div", { class: "content" });
    this.foot = h("div", { class: "below" });
    this.name = h("bdi", { class: "author" });
    const time = () => h("time", {
      datetime: dateOf(message.ts).toISOString(), title: momentOf(message.ts),
    }, timeOf(message.ts));
    // What one has written oneself is not read out again.
    const live = message.user === store.me.id ? "off" : null;
    this.node = h("article", { class: "message", tabindex: -1, "data-ts": message.ts, "aria-live": live },
      h("div", { class: "gutter" }, avatar(message.user), h("span", { class: "brief", "aria-hidden": "true" }, timeOf(message.ts).split(" ")[0])),
      h("div", { class: "right" },
        h("div", { class: "by" }, this.name, message.bot_id && h("span", { class: "app" }, "APP"), time()),
        this.body, this.surface.noteNode(), this.foot));
    this.draw(message);
  }

  draw(message) {
    const before = this.message;
    this.message = message;
    if (before) this.hush();
    const name = nameOf(message.user);
    this.name.textContent = name;
    this.node.classList.toggle("ephemeral", Boolean(message.is_ephemeral));
    const told = (m) => m && JSON.stringify([m.text, m.blocks, m.attachments, m.edited]);
    if (told(before) !== told(message)) this.drawBody(message, Boolean(before));
    const only = message.is_ephemeral ? ", only visible to you" : "";
    const title = this.begin?.matches('[role="heading"]') ? `: ${this.begin.textContent}` : "";
    this.node.setAttribute("aria-label", `${name} at ${timeOf(message.ts)}${only}${title}`);
    this.drawFoot();
  }

  /** Draw what it says; what one's own press has changed is read from its beginning. */
  drawBody(message, again) {
    const pressed = again && this.surface.answered();
    keepingFocus(this.node, () => this.begin || this.node, () => {
      this.body.replaceChildren(...content(message, this.surface));
      if (message.bot_id) markTitles(this.body);
      this.begin = beginning(this.body);
      if (again) this.surface.say("");
      if (message.edited) this.markEdited();
    }, pressed === document.activeElement);
    if (pressed) this.log.read(this);
  }

  /** Go to where it begins. */
  focus() {
    (this.begin || this.node).focus({ preventScroll: true });
  }

  /** What is known already is read out again only where one's own press has changed it. */
  hush() {
    if (store.pressed === this.surface) this.node.removeAttribute("aria-live");
    else this.node.setAttribute("aria-live", "off");
  }

  markEdited() {
    const mark = h("span", { class: "edited" }, " (edited)");
    const last = [...this.body.children].at(-1);
    const texts = last?.matches(".mrk, .section, .context") ? [last, ...last.querySelectorAll(".mrk")] : [];
    (texts.findLast((node) => node.matches(".mrk")) || this.body).append(mark);
  }

  drawFoot() {
    const m = this.message;
    const parts = [];
    if (m.reactions?.length) {
      parts.push(h("div", { class: "reactions" }, m.reactions.map((one) =>
        h("span", { class: "reaction", title: one.users.map(nameOf).join(", ") }, `${emoji(one.name)} ${one.count}`))));
    }
    if (m.is_ephemeral) {
      parts.push(h("p", { class: "only" }, icon(ICONS.eye), h("span", {}, "Only visible to you"), " · ",
        h("button", { type: "button", class: "textual", "data-action": "dismiss", onclick: () => this.log.dismiss(m.ts) }, "Dismiss message")));
    }
    if (isReply(m) && !this.log.thread) {
      parts.push(h("a", { class: "threadlink", href: `#/${this.log.channel.id}/${m.thread_ts}` }, "Replied in a thread"));
    }
    const under = this.log.thread || isReply(m) ? [] : replies(this.log.channel, m.ts);
    if (under.length) {
      const open = under.filter((one) => !one.is_ephemeral);
      const count = open.length === 1 ? "1 reply" : `${open.length} replies`;
      const only = under.length - open.length;
      parts.push(h("div", { class: "replies" },
        [...new Set(under.map((one) => one.user))].slice(0, 4).map((id) => avatar(id, "small")),
        h("a", { class: "threadlink", href: `#/${this.log.channel.id}/${m.ts}`, "data-action": "thread" },
          [open.length && count, only && `${only} only visible to you`].filter(Boolean).join(" · ")),
        h("span", { class: "last" }, `Last reply ${timeOf(under.at(-1).ts)}`)));
    }
    keepingFocus(this.foot, () => this.node, () => this.foot.replaceChildren(...parts));
  }
}
