// The sidebar: the app, its conversations and pages, and what is new in them.

import { $, h, icon, ICONS } from "./dom.js";
import { avatar } from "./message.js";
import { store } from "./store.js";

const narrow = matchMedia("(max-width: 760px)");

/** How many messages are new in a place; the sidebar keeps the figure. */
export const badgeOf = (place) => h("span", { class: "badge", "data-place": place });

export class Sidebar {
  constructor() {
    this.node = $("sidebar");
    this.fresh = new Map();
    this.links = new Map();
    $("drawer").onclick = () => this.toggle(!this.node.classList.contains("open"));
    $("backdrop").onclick = () => this.toggle(false);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.node.classList.contains("open")) return;
      this.toggle(false);
      $("drawer").focus();
    });
    this.node.addEventListener("click", (event) => event.target.closest("a") && this.toggle(false));
    narrow.addEventListener("change", () => this.toggle(false));
  }

  toggle(open) {
    this.node.classList.toggle("open", open);
    $("drawer").setAttribute("aria-expanded", String(open));
    for (const beside of ["main", "thread"]) $(beside).inert = open;
    if (open) (this.node.querySelector("[aria-current]") || this.node.querySelector("a"))?.focus();
  }

  draw() {
    this.links.clear();
    const line = (place, mark, name) => {
      const badge = badgeOf(place);
      const link = h("a", { href: `#/${place}`, class: "line" }, mark, h("span", { class: "name", dir: "auto" }, name), badge);
      this.links.set(place, { link });
      return h("li", {}, link);
    };
    const group = (title, ...lines) => {
      const list = h("ul", {}, lines);
      return lines.flat().length ? [h("h2", {}, title), list] : [];
    };
    const all = [...store.channels.values()];
    const sign = (channel) => h("span", { class: "sign", "aria-hidden": "true" }, channel.is_group ? "🔒" : "#");
    this.node.replaceChildren(
      h("div", { class: "brand" }, h("strong", {}, store.app.name), h("span", {}, "Local workspace"),
        h("span", { class: "stand-in" }, "Local stand-in for Slack. Nothing leaves this machine.")),
      ...group("Channels", all.filter((c) => !c.is_im).map((c) => line(c.id, sign(c), c.name))),
      ...group("Apps",
        all.filter((c) => c.is_im).map((c) => line(c.id, avatar(store.app.user, "small"), store.app.name)),
        store.app.home_tab && store.app.dm ? [line("home", h("span", { class: "sign" }, icon(ICONS.home)), "App Home")] : []));
    for (const place of this.fresh.keys()) this.mark(place);
  }

  current(place) {
    this.fresh.delete(place);
    for (const [id, { link }] of this.links) {
      if (id === place) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    this.mark(place);
  }

  news(place) {
    this.fresh.set(place, (this.fresh.get(place) || 0) + 1);
    this.mark(place);
  }

  mark(place) {
    const count = this.fresh.get(place) || 0;
    this.links.get(place)?.link.classList.toggle("fresh", count > 0);
    for (const badge of document.querySelectorAll(`.badge[data-place="${place}"]`)) {
      badge.replaceChildren(...(count ? [String(count), h("span", { class: "hidden" }, " new")] : []));
    }
    const sum = [...this.fresh.values()].reduce((a, b) => a + b, 0);
    document.title = `${sum ? `(${sum}) ` : ""}${store.app.name} · local workspace`;
  }
}
