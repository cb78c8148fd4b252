// Modals and the Home tab.

import { h, icon, ICONS, keepingFocus, newId } from "./dom.js";
import { blocks } from "./blocks.js";
import { post } from "./line.js";
import { store } from "./store.js";
import { Surface } from "./surface.js";
import { plain } from "./text.js";
import { markTitles } from "./titles.js";

const TROUBLE = "We had some trouble connecting. Try again?";
const drawnOf = (view) => JSON.stringify([view.id, view.title, view.submit, view.close, view.blocks, view.errors]);

/** The Home tab; stands in the page for good, redrawn where it changes. */
export class Home {
  constructor() {
    this.node = h("div", { class: "home" });
    this.drawn = "";
  }

  show(view) {
    const now = view ? drawnOf(view) : "none";
    if (now === this.drawn) return;
    this.drawn = now;
    if (!view) {
      this.node.replaceChildren(h("p", { class: "nothing" }, `${store.app.name} has nothing on its Home yet.`));
      return;
    }
    const before = this.surface;
    this.surface = new Surface({ view_id: view.id }, { values: view.state.values });
    if (before?.place.view_id === view.id) for (const [key, value] of before.held) this.surface.held.set(key, value);
    const content = h("div", { class: "content" }, blocks(view.blocks, this.surface));
    markTitles(content);
    keepingFocus(this.node, () => this.node, () => this.node.replaceChildren(this.surface.noteNode(), content));
  }
}

/** The uppermost of the person's modals, in one dialog. */
export class Modals {
  constructor() {
    this.title = h("h2", { id: newId("title") });
    this.content = h("div", { class: "content" });
    this.foot = h("div", { class: "foot" });
    this.form = h("form", { novalidate: true, class: "body" }, this.content);
    this.form.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    const shut = h("button", { type: "button", class: "icon-button", "aria-label": "Close dialog" }, icon(ICONS.close));
    shut.onclick = () => this.close(true);
    this.node = h("dialog", { class: "dialog modal", "aria-labelledby": this.title.id },
      h("div", { class: "title" }, this.title, shut), this.form, this.foot);
    this.node.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close(false);
    });
    this.drawn = "";
    this.kept = new Map();
    document.body.append(this.node);
  }

  show(views) {
    const view = views.at(-1);
    for (const id of this.kept.keys()) if (!views.some((one) => one.id === id)) this.kept.delete(id);
    if (!view) {
      this.view = null;
      this.drawn = "";
      if (this.node.open) this.node.close();
      return;
    }
    if (drawnOf(view) === this.drawn) return;
    this.drawn = drawnOf(view);
    const fresh = view.id !== this.view?.id;
    this.view = view;
    const surface = this.kept.get(view.id) || new Surface({ view_id: view.id }, { quiet: true, values: view.state.values });
    this.surface = surface;
    this.kept.set(view.id, surface);
    keepingFocus(this.node, () => this.form, () => this.draw(view, surface));
    if (!this.node.open) this.node.showModal();
    const wrong = this.content.querySelector('[aria-invalid="true"]');
    if (wrong) (wrong.matches("[role=group], [role=radiogroup]") ? wrong.querySelector("input") : wrong).focus();
    else if (fresh || [document.body, this.node].includes(document.activeElement)) this.first().focus();
  }

  /** What one would use first: a field, else whatever can be pressed. */
  first() {
    return this.content.querySelector("[autofocus]") || this.content.querySelector(".field, .select, input, button, a")
      || this.submitNode || this.foot.querySelector("button");
  }

  draw(view, surface) {
    this.title.textContent = plain(view.title);
    this.content.replaceChildren(...blocks(view.blocks, surface, view.errors));
    const close = h("button", { type: "button", class: "btn", "data-action": "close" }, h("span", {}, plain(view.close) || "Cancel"));
    close.onclick = () => this.close(false);
    this.submitNode = view.submit && h("button", { type: "button", class: "btn primary", "data-action": "submit" }, h("span", {}, plain(view.submit)));
    if (this.submitNode) this.submitNode.onclick = () => this.submit();
    this.foot.replaceChildren(surface.noteNode(), close, ...(this.submitNode ? [this.submitNode] : []));
  }

  async submit() {
    const { view, surface, submitNode: node } = this;
    if (!node || node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    surface.say("");
    // What was wrong before is not said while we wait; the same again is drawn anew.
    this.drawn = "";
    for (const error of this.content.querySelectorAll(".error")) error.remove();
    for (const wrong of this.content.querySelectorAll("[aria-invalid]")) wrong.removeAttribute("aria-invalid");
    const entries = {};
    for (const block of view.blocks) {
      if (block.type !== "input") continue;
      const held = surface.held.get(`${block.block_id} ${Surface.id(block, block.element)}`);
      if (held !== undefined) entries[block.block_id] = held;
    }
    const result = await post("submit", { as: store.me.id, view_id: view.id, entries });
    node.removeAttribute("aria-busy");
    if (result.status === 404) store.line.reload();
    else if (result.error && result.error !== "invalid_fields") surface.say(TROUBLE);
  }

  async close(everything) {
    const { view } = this;
    if (!view) return;
    const result = await post("close", { as: store.me.id, view_id: view.id, everything });
    if (result.status !== 200) {
      this.show([]);
      if (result.status) store.line.reload();
    }
  }
}
