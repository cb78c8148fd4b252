// A list of messages that grows and changes in place; never drawn twice.

import { h, icon, ICONS } from "./dom.js";
import { Item } from "./message.js";
import { menuButton, openMenu } from "./menu.js";
import { dateOf, dayOf, inChannel, isReply, replies, store } from "./store.js";

const FIRST = 40;
const CHUNK = 8;
const TOGETHER = 300;
const END = 60; // so near to its end a conversation is read to the end
const small = matchMedia("(max-width: 760px)");

export class Log {
  /** `thread` is the ts of a thread, or null for the channel itself; `does` what can be done to messages. */
  constructor(channel, thread, label, does) {
    Object.assign(this, { channel, thread, does, items: [], byTs: new Map(), stuck: true, older: [], unseen: null });
    this.end = h("div", { class: "end", "aria-hidden": "true" });
    this.list = h("div", { class: "list", role: "log", "aria-label": label, "aria-live": "polite", "aria-relevant": "additions", "aria-busy": "true" });
    this.latest = h("button", { type: "button", class: "latest", hidden: true, onclick: () => this.catchUp() }, "New messages ↓");
    this.scroll = h("div", { class: "scroll" }, h("div", { class: "intro" }), this.list, this.end);
    this.node = h("div", { class: "log" }, this.scroll, this.latest);
    this.bar = this.toolbar();
    new IntersectionObserver(([entry]) => {
      if (!this.scroll.clientHeight) return;
      this.stuck = entry.isIntersecting;
      if (this.stuck) this.seen();
    }, { root: this.scroll, rootMargin: `0px 0px ${END}px` }).observe(this.end);
    const sized = new ResizeObserver(() => this.stuck && this.read(this.items.at(-1)));
    for (const node of [this.list, this.scroll]) sized.observe(node);
    this.list.addEventListener("mouseover", (event) => this.point(event.target));
    this.list.addEventListener("focusin", (event) => this.point(event.target));
    this.list.addEventListener("mouseleave", () => this.bar.contains(document.activeElement) || this.bar.remove());
    this.list.addEventListener("keydown", (event) => this.move(event));
    this.adopt();
  }

  belongs(m) {
    return this.thread ? m.ts === this.thread || m.thread_ts === this.thread : inChannel(m);
  }

  /** Show what the channel holds now; the oldest come in when there is time. */
  adopt() {
    const said = [...this.channel.said.values()].filter((m) => this.belongs(m));
    const now = new Set(said.map((m) => m.ts));
    this.older = this.older.filter((m) => now.has(m.ts));
    for (const ts of [...this.byTs.keys()]) if (!now.has(ts)) this.remove(ts);
    if (!this.items.length && said.length > FIRST) this.older = said.splice(0, said.length - FIRST);
    const later = new Set(this.older.map((m) => m.ts));
    for (const m of said) if (!later.has(m.ts)) this.put(m, true);
    this.intro();
    if (this.older.length) this.whenIdle();
    else setTimeout(() => this.list.setAttribute("aria-busy", "false"), 100);
  }

  whenIdle() {
    (window.requestIdleCallback || setTimeout)(() => {
      for (const m of this.older.splice(-CHUNK)) this.put(m, true);
      if (this.older.length) this.whenIdle();
      else this.list.setAttribute("aria-busy", "false");
      this.intro();
    });
  }

  intro() {
    const node = this.scroll.firstChild;
    if (this.thread || this.older.length) return;
    const words = this.channel.is_im
      ? `This is the beginning of your conversation with ${store.app.name}. Write a message, or type / for its commands.`
      : `This is the beginning of #${this.channel.name}. Type / for commands, or mention @${store.app.name}.`;
    const kept = store.again
      ? `The local workspace was started again: what was said before is gone, what ${store.app.name} has kept is not.`
      : "What is said here is gone once the local workspace stops.";
    node.replaceChildren(h("p", {}, words), h("p", {}, kept));
  }

  /** Add a message where it belongs by time, or redraw it in place. */
  put(message, quietly = false) {
    if (!this.belongs(message)) return;
    const known = this.byTs.get(message.ts);
    if (known) {
      known.draw(message);
      return;
    }
    let at = this.items.length;
    if (this.items[0]?.message.ts > message.ts) at = 0;
    else while (at && this.items[at - 1].message.ts > message.ts) at -= 1;
    const item = new Item(this, message);
    this.byTs.set(message.ts, item);
    this.list.insertBefore(item.node, this.items[at] ? this.items[at].divider || this.items[at].node : null);
    this.items.splice(at, 0, item);
    this.join(at);
    this.join(at + 1);
    if (at === this.items.length - 1) this.rove(item);
    if (!quietly) this.arrived(item);
  }

  /** Bring a new message into sight, unless somebody reads further up and has not caused it. */
  arrived(item) {
    const { user } = item.message;
    const pressed = user === store.app.user && this.byTs.has(store.pressed?.place.ts) && store.pressed.answered();
    if (this.stuck || pressed || user === store.me.id) this.read(item);
    else {
      this.unseen ||= item;
      this.latest.hidden = false;
    }
    if (pressed && pressed === document.activeElement) item.focus();
  }

  remove(ts) {
    const item = this.byTs.get(ts);
    if (!item) return;
    const at = this.items.indexOf(item);
    const focused = item.node.contains(document.activeElement);
    this.byTs.delete(ts);
    this.items.splice(at, 1);
    item.divider?.remove();
    item.node.remove();
    this.join(at);
    const next = this.items[at] || this.items[at - 1];
    if (this.unseen === item) this.seen();
    if (next && item.node.tabIndex === 0) this.rove(next);
    if (focused) next?.focus();
  }

  /** A message under its predecessor: a day's line between, or drawn together with it. */
  join(at) {
    const [item, before] = [this.items[at], this.items[at - 1]];
    if (!item) return;
    const [m, b] = [item.message, before?.message];
    const newDay = !b || dateOf(b.ts).toDateString() !== dateOf(m.ts).toDateString();
    if (newDay && !item.divider && !this.thread) {
      item.divider = h("div", { class: "day", role: "separator", "aria-label": dayOf(m.ts) }, h("span", {}, dayOf(m.ts)));
      item.node.before(item.divider);
    } else if (!newDay && item.divider) {
      item.divider.remove();
      item.divider = null;
    }
    const together = !newDay && b.user === m.user && m.ts - b.ts < TOGETHER && !b.is_ephemeral === !m.is_ephemeral
      && !isReply(m) === !isReply(b) && !(this.thread && b.ts === this.thread);
    item.node.classList.toggle("together", Boolean(together));
    item.node.classList.toggle("parent", m.ts === this.thread);
  }

  parentOf(message) {
    const item = this.byTs.get(message.thread_ts);
    item?.draw(item.message);
  }

  dismiss(ts) {
    store.dismissed.add(ts);
    this.does.forget(this.channel, ts);
  }

  /** Out of the page, with the place one had read to kept; and in again. */
  hide() {
    if (!this.node.isConnected) return;
    this.top = this.scroll.scrollTop;
    this.node.remove();
  }

  show(stage) {
    stage.append(this.node);
    if (this.stuck) this.read(this.items.at(-1));
    else this.scroll.scrollTop = this.top;
  }

  /** Bring a message into sight: all of it, and what is taller than the screen from its beginning. */
  read(item) {
    const { scroll } = this;
    if (!item || !scroll.clientHeight) return;
    const box = item.node.getBoundingClientRect();
    const top = scroll.scrollTop + box.top - scroll.getBoundingClientRect().top;
    const last = item === this.items.at(-1);
    const bottom = last ? scroll.scrollHeight : top + box.height;
    scroll.scrollTop = Math.min(top, Math.max(scroll.scrollTop, bottom - scroll.clientHeight));
    this.stuck = last && scroll.scrollTop + scroll.clientHeight >= scroll.scrollHeight - END;
    if (this.stuck) this.seen();
  }

  catchUp() {
    const { unseen } = this;
    this.seen();
    this.read(unseen);
  }

  seen() {
    this.unseen = null;
    this.latest.hidden = true;
  }

  /** Bring a message into sight. */
  reveal(ts) {
    if (this.older.length) for (const m of this.older.splice(0)) this.put(m, true);
    const item = this.byTs.get(ts);
    if (!item) return;
    this.stuck = false;
    item.node.scrollIntoView({ block: "center" });
    item.node.focus({ preventScroll: true });
  }

  rove(item) {
    this.list.querySelector(':scope > article[tabindex="0"]')?.setAttribute("tabindex", "-1");
    item.node.tabIndex = 0;
  }

  move(event) {
    const at = this.items.findIndex((item) => [item.node, item.begin].includes(event.target));
    if (at < 0) return;
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: this.items.length - 1 }[event.key];
    if (to === undefined || !this.items[to]) return;
    event.preventDefault();
    this.rove(this.items[to]);
    this.items[to].node.focus({ preventScroll: true });
    this.items[to].node.scrollIntoView({ block: "nearest" });
  }

  // One small toolbar for all messages: it stands in the one pointed at or focused.
  point(target) {
    const node = target.closest?.("article");
    const item = node && this.byTs.get(node.dataset.ts);
    if (!item || this.bar.parentNode === node) return;
    if (this.bar.contains(document.activeElement)) return;
    // On a phone it would lie over what one is about to press.
    if (small.matches && target.closest("button, a, input, textarea, label")) return;
    this.at = item;
    this.reply.hidden = Boolean(this.thread) || Boolean(item.message.is_ephemeral);
    this.more.hidden = !this.choices().length;
    if (this.reply.hidden && this.more.hidden) this.bar.remove();
    else node.append(this.bar);
  }

  toolbar() {
    this.reply = h("button", { type: "button", class: "icon-button", "aria-label": "Reply in thread", title: "Reply in thread" }, icon(ICONS.reply));
    this.reply.onclick = () => {
      const m = this.at.message;
      location.hash = `#/${this.channel.id}/${m.thread_ts || m.ts}`;
      this.does.threadFocus = true;
    };
    this.more = h("button", { type: "button", class: "icon-button", "aria-label": "More actions", title: "More actions" }, icon(ICONS.more));
    menuButton(this.more, () => openMenu(this.more, this.choices(), {
      label: "More actions", pick: (value) => this.does.toMessage(this, this.at, value, this.more),
    }));
    return h("div", { class: "toolbar", role: "group", "aria-label": "Message actions", "aria-live": "off" }, this.reply, this.more);
  }

  choices() {
    const m = this.at.message;
    if (m.is_ephemeral) return [];
    const own = m.user === store.me.id
      ? [{ label: "Edit message", value: "edit" }, { label: "Delete message", value: "remove", danger: true }] : [];
    const shortcuts = store.app.shortcuts.filter((one) => one.type === "message")
      .map((one) => ({ label: one.name, description: store.app.name, value: `shortcut ${one.callback_id}` }));
    return [...shortcuts, ...own];
  }

  count() {
    return this.thread ? replies(this.channel, this.thread).length : this.items.length;
  }
}
