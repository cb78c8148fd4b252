// Menus and list boxes that open below a button; arrow keys, type-ahead, Escape.

import { h, newId } from "./dom.js";

let current = null;
export const closeMenu = () => current?.hidePopover();

const GAP = 4;
const EDGE = 8;
const LOW = 160; // with less room than this on either side of its button, a list covers it

/**
 * Open a list below `anchor`: entries {label, description, value, group, danger}.
 * `role` "menu" or "listbox"; `chosen` values; `multiple` keeps it open; `pick(value, values)`.
 */
export function openMenu(anchor, entries, { role = "menu", label, chosen = [], multiple = false, pick, done }) {
  const values = new Set(chosen);
  const many = role === "listbox";
  const itemRole = many ? "option" : chosen.length ? "menuitemradio" : "menuitem";
  const mark = many ? "aria-selected" : "aria-checked";
  const before = JSON.stringify([...values]);
  let group = null;
  const items = [];
  const list = h("div", {
    id: newId("menu"), class: "items", role, "aria-label": label || anchor.textContent, tabindex: -1,
    "aria-multiselectable": many && multiple ? "true" : null,
  });
  const rest = h("div", { class: "rest", "aria-hidden": "true" });
  const box = h("div", { class: "menu", popover: "auto" }, list, rest);
  let holder = list;
  for (const entry of entries) {
    if (entry.group !== undefined && entry.group !== group) {
      group = entry.group;
      const id = newId("group");
      const size = entries.filter((one) => one.group === group).length;
      holder = h("div", { role: "group", "aria-labelledby": id },
        h("div", { class: "group", id, role: "presentation", dir: "auto" }, group, h("span", { class: "size" }, ` (${size})`)));
      list.append(holder);
    }
    const item = h("div", {
      role: itemRole, tabindex: -1, class: `item ${entry.danger ? "danger" : ""}`,
      [itemRole === "menuitem" ? "data-plain" : mark]: String(values.has(entry.value)),
    }, h("span", { class: "name", dir: "auto" }, entry.label), entry.description && h("span", { class: "more", dir: "auto" }, entry.description));
    item.onclick = () => choose(item, entry);
    item.onpointermove = () => document.activeElement !== item && item.focus({ preventScroll: true });
    holder.append(item);
    items.push(item);
  }
  if (!items.length) list.append(h("div", { class: "group" }, "Nothing to choose from"));

  function choose(item, entry) {
    if (!multiple) {
      box.hidePopover();
      pick(entry.value, [entry.value]);
      return;
    }
    const on = !values.has(entry.value);
    if (on) values.add(entry.value);
    else values.delete(entry.value);
    item.setAttribute(mark, String(on));
  }

  const rove = (item) => {
    for (const one of items) one.tabIndex = one === item ? 0 : -1;
  };
  box.addEventListener("focusin", ({ target }) => items.includes(target) && rove(target));
  if (items.length) rove(items[0]);

  /** Say how many are out of sight below; what can be scrolled shows so on a phone too. */
  const count = () => {
    const end = list.getBoundingClientRect().bottom + GAP;
    const below = items.filter((item) => item.getBoundingClientRect().bottom > end).length;
    rest.hidden = list.scrollHeight <= list.clientHeight;
    rest.textContent = below ? `↓ ${below} more` : "";
  };
  list.addEventListener("scroll", count);
  rest.onclick = () => list.scrollBy({ top: list.clientHeight - 60 });

  let typed = "";
  let typedAt = 0;
  box.onkeydown = (event) => {
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: (at + 1) % items.length, ArrowUp: (at - 1 + items.length) % items.length,
      Home: 0, End: items.length - 1, PageDown: Math.min(at + 8, items.length - 1), PageUp: Math.max(at - 8, 0) }[event.key];
    if (to !== undefined) items[to]?.focus();
    else if (event.key === "Enter" || event.key === " ") items[at]?.click();
    else if (event.key === "Tab" || event.key === "Escape") box.hidePopover();
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
      typed = (event.timeStamp - typedAt > 700 ? "" : typed) + event.key.toLowerCase();
      typedAt = event.timeStamp;
      const turn = [...items.slice(at + (typed.length === 1)), ...items];
      turn.find((i) => i.textContent.toLowerCase().startsWith(typed))?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const place = () => {
    const [a, tall] = [anchor.getBoundingClientRect(), list.scrollHeight + 2 * EDGE];
    const [above, below] = [a.top - GAP - EDGE, innerHeight - a.bottom - GAP - EDGE];
    const down = tall <= below || below >= above;
    const room = down ? below : above;
    const over = room < Math.min(tall, LOW);
    box.style.maxHeight = `${over ? innerHeight - 2 * EDGE : room}px`;
    box.style.top = over ? `${EDGE}px` : down ? `${a.bottom + GAP}px` : "auto";
    box.style.bottom = over || down ? "auto" : `${innerHeight - a.top + GAP}px`;
    box.style.left = `${Math.max(EDGE, Math.min(a.left, innerWidth - box.offsetWidth - EDGE))}px`;
    count();
  };
  box.addEventListener("toggle", ({ newState }) => {
    if (newState !== "closed") return;
    anchor.setAttribute("aria-expanded", "false");
    anchor.removeAttribute("aria-controls");
    document.removeEventListener("scroll", place, true);
    removeEventListener("resize", place);
    if (box.contains(document.activeElement) || document.activeElement === document.body) anchor.focus({ preventScroll: true });
    box.remove();
    if (current === box) current = null;
    if (multiple && before !== JSON.stringify([...values])) pick(null, [...values]);
    done?.();
  });
  (anchor.closest("dialog, main, aside, header") || document.body).append(box);
  anchor.setAttribute("aria-expanded", "true");
  anchor.setAttribute("aria-controls", list.id);
  box.showPopover();
  current = box;
  place();
  document.addEventListener("scroll", place, true);
  addEventListener("resize", place);
  (items.find((i) => i.getAttribute(mark) === "true") || items[0] || list).focus({ preventScroll: true });
}

/** Make a button open a menu by press or by arrow down; pressing again closes it. */
export function menuButton(node, show) {
  let shut = 0;
  node.setAttribute("aria-haspopup", node.getAttribute("role") === "combobox" ? "listbox" : "menu");
  node.setAttribute("aria-expanded", "false");
  node.addEventListener("pointerdown", () => { shut = current && node.getAttribute("aria-expanded") === "true"; });
  node.addEventListener("click", () => {
    const again = shut;
    shut = 0;
    if (!again) show();
  });
  node.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    show();
  });
  return node;
}
