// The box one writes in: Enter sends, "/" and "@" are completed.

import { h, icon, ICONS, newId } from "./dom.js";
import { menuButton, openMenu } from "./menu.js";
import { nameOf, store } from "./store.js";
import { escape } from "./text.js";

/** Typed words as Slack sends them: escaped, with names turned into mentions. */
export function written(text) {
  let sent = escape(text);
  const names = [...store.people.values()].flatMap((p) => [[nameOf(p.id), `<@${p.id}>`], [p.name, `<@${p.id}>`]]);
  names.sort((a, b) => b[0].length - a[0].length);
  for (const [name, mention] of names) {
    const shape = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    sent = sent.replace(new RegExp(`(?<![\\w@])@${shape}(?!\\w)`, "gi"), mention);
  }
  sent = sent.replace(/(?<![\w@])@(here|channel|everyone)\b/g, "<!$1>");
  for (const channel of store.channels.values()) {
    if (channel.name) sent = sent.replaceAll(`#${channel.name}`, `<#${channel.id}|${channel.name}>`);
  }
  return sent;
}

/** Words as they were typed, for editing them again. */
export const unwritten = (text) =>
  text.replace(/<@(\w+)>/g, (_, id) => `@${nameOf(id)}`).replace(/<!(\w+)>/g, "@$1").replace(/<#\w+\|([^>]+)>/g, "#$1")
    .replace(/&(amp|lt|gt);/g, (_, n) => ({ amp: "&", lt: "<", gt: ">" })[n]);

/** The single words a usage hint offers: "start | resume" or "[start|resume] …". */
const wordsOf = (hint) => (hint.includes("|") ? hint.replace(/[[\]<>()]/g, " ").split(/\s*\|\s*/).filter((w) => /^\s*[\w-]+\s*$/.test(w)).map((w) => w.trim()) : []);

export class Composer {
  /** `send(text)` takes what was written; `shortcut(callback_id)` may be null; `example` is a line to send. */
  constructor({ label, send, commands = true, shortcut = null, example = "" }) {
    Object.assign(this, { send, commands, options: [], at: -1 });
    const listId = newId("completion");
    this.text = h("textarea", {
      rows: 1, "aria-label": label, placeholder: label, "aria-autocomplete": "list", "aria-haspopup": "listbox", "aria-controls": listId,
      autocomplete: "off", spellcheck: "true", enterkeyhint: "send",
    });
    this.list = h("div", { class: "completion", id: listId, role: "listbox", "aria-label": "Suggestions", hidden: true });
    this.trouble = h("p", { class: "trouble", role: "alert" });
    const go = h("button", { type: "submit", class: "send", "aria-label": "Send message", title: "Send message" }, icon(ICONS.send));
    const quick = shortcut && h("button", { type: "button", class: "icon-button", "aria-label": "Shortcuts", title: "Shortcuts" }, icon(ICONS.bolt));
    if (quick) {
      const entries = store.app.shortcuts.filter((one) => one.type === "global")
        .map((one) => ({ label: one.name, description: one.description, value: one.callback_id }));
      quick.hidden = !entries.length;
      menuButton(quick, () => openMenu(quick, entries, { label: "Shortcuts", pick: shortcut }));
    }
    const suggested = example && h("button", { type: "button", class: "suggested" }, h("span", {}, `Try: ${example}`));
    if (suggested) suggested.onclick = () => this.suggest(example);
    this.node = h("form", { class: "composer", novalidate: true },
      this.list, this.trouble,
      h("div", { class: "box" }, this.text, h("div", { class: "row" }, quick, suggested,
        h("span", { class: "keys", "aria-hidden": "true" }, h("b", {}, "Enter"), " sends, ", h("b", {}, "Shift+Enter"), " starts a new line"), go)));
    this.node.onsubmit = (event) => {
      event.preventDefault();
      this.submit();
    };
    this.node.querySelector(".box").onclick = (event) => event.target.closest("button") || this.text.focus();
    this.text.oninput = () => this.changed();
    this.text.onkeydown = (event) => this.key(event);
    this.text.onblur = () => this.offer([]);
    this.changed();
  }

  say(words) {
    this.trouble.textContent = words;
  }

  set(words) {
    this.text.value = words;
    this.changed();
  }

  changed() {
    const { text } = this;
    this.node.classList.toggle("filled", Boolean(text.value.trim()));
    if (!CSS.supports("field-sizing", "content")) {
      text.style.height = "auto";
      text.style.height = `${text.scrollHeight}px`;
    }
    this.offer(this.candidates());
  }

  /** What could complete the words before the caret: {from, label, description, insert}. */
  candidates() {
    const before = this.text.value.slice(0, this.text.selectionStart);
    const [, command, rest] = /^(\/\S*)(?: (\S*))?$/.exec(before) || [];
    if (command && this.commands && document.activeElement === this.text) {
      const known = store.app.commands.find((one) => one.command === command);
      if (rest === undefined) {
        return store.app.commands.filter((one) => one.command.startsWith(command)).map((one) => ({
          from: 0, label: one.command, hint: one.usage_hint, description: one.description, insert: `${one.command} `, eager: one.command !== command,
        }));
      }
      return known ? wordsOf(known.usage_hint).filter((word) => word.startsWith(rest) && word !== rest).map((word) => ({
        from: command.length + 1, label: `${command} ${word}`, insert: word,
      })) : [];
    }
    const name = /(?:^|\s)@([\w ]{0,24})$/.exec(before);
    if (!name) return [];
    const start = before.lastIndexOf("@");
    return [...store.people.values()]
      .filter((one) => one.id !== store.me.id && [nameOf(one.id), one.name].some((n) => n.toLowerCase().startsWith(name[1].toLowerCase())))
      .map((one) => ({ from: start, label: nameOf(one.id), description: one.profile.title || (one.is_bot ? "App" : ""), insert: `@${nameOf(one.id)} `, eager: true }));
  }

  offer(options) {
    this.options = options;
    this.list.hidden = !options.length;
    this.list.replaceChildren(...options.map((one, n) => {
      const row = h("div", { role: "option", id: `${this.list.id}-${n}`, class: "item", "aria-selected": "false" },
        h("bdi", { class: "name" }, one.label), one.hint && h("span", { class: "usage" }, one.hint),
        one.description && h("span", { class: "more", dir: "auto" }, one.description));
      row.onpointerdown = (event) => {
        event.preventDefault();
        this.complete(one);
      };
      return row;
    }));
    this.mark(options[0]?.eager ? 0 : -1);
  }

  mark(at) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const row = this.list.children[at];
    row?.setAttribute("aria-selected", "true");
    row?.scrollIntoView({ block: "nearest" });
    if (row) this.text.setAttribute("aria-activedescendant", row.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  complete({ from, insert }) {
    this.text.setRangeText(insert, from, this.text.selectionStart, "end");
    this.text.focus();
    this.changed();
  }

  key(event) {
    if (event.isComposing) return;
    const count = this.options.length;
    const { key } = event;
    if (count && key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (count && key === "ArrowUp") this.mark((Math.max(this.at, 0) - 1 + count) % count);
    else if (count && key === "Escape") this.offer([]);
    else if (count && key === "Tab" && !event.shiftKey && this.text.value) this.complete(this.options[Math.max(this.at, 0)]);
    else if (key === "Enter" && !event.shiftKey && count && this.at >= 0) this.complete(this.options[this.at]);
    else if (key === "Enter" && !event.shiftKey) this.submit();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  suggest(line) {
    this.set(line);
    this.submit();
  }

  async submit() {
    const words = this.text.value.trim();
    if (!words) return;
    store.pressed = null;
    this.set("");
    this.say("");
    const trouble = await this.send(words);
    if (!trouble) return;
    this.say(trouble);
    if (!this.text.value) this.set(words);
  }
}
