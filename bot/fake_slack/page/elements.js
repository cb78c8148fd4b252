// Interactive elements: buttons, menus, selects, choices, inputs.

import { h, icon, ICONS, newId } from "./dom.js";
import { menuButton, openMenu } from "./menu.js";
import { nameOf, placeOf, store } from "./store.js";
import { Surface } from "./surface.js";
import { plain, words } from "./text.js";

/** Ask before doing, as a confirm object wants; answers whether to go on. */
function confirmed(dialog, from) {
  if (!dialog) return Promise.resolve(true);
  return new Promise((resolve) => {
    const [title, text] = [newId("title"), newId("text")];
    const style = dialog.style === "danger" ? "danger" : "primary";
    const box = h("dialog", { class: "dialog confirm", role: "alertdialog", "aria-labelledby": title, "aria-describedby": text },
      h("h2", { id: title }, plain(dialog.title)),
      h("div", { class: "body", id: text, dir: "auto" }, words(dialog.text)),
      h("div", { class: "foot" },
        h("button", { type: "button", class: "btn", onclick: () => box.close() }, plain(dialog.deny)),
        h("button", { type: "button", class: `btn ${style}`, onclick: () => box.close("yes") }, plain(dialog.confirm))));
    box.onclose = () => {
      box.remove();
      from.focus({ preventScroll: true });
      resolve(box.returnValue === "yes");
    };
    document.body.append(box);
    box.showModal();
  });
}

function open(address) {
  const place = placeOf(address);
  if (place) location.hash = place;
  else window.open(address, "_blank", "noopener,noreferrer");
}

const entry = (option) => ({
  label: plain(option.text), description: plain(option.description), value: option.value, url: option.url,
});

/** What a select offers. */
function offered(element) {
  const kind = element.type.replace("multi_", "");
  if (kind === "users_select") {
    return [...store.people.values()].map((person) => ({ label: nameOf(person.id), description: person.profile.title, value: person.id }));
  }
  if (kind === "channels_select" || kind === "conversations_select") {
    return [...store.channels.values()].filter((c) => kind === "conversations_select" || c.is_channel)
      .map((c) => ({ label: c.is_im ? store.app.name : `#${c.name}`, value: c.id }));
  }
  if (element.option_groups) {
    return element.option_groups.flatMap((group) => group.options.map((option) => ({ ...entry(option), group: plain(group.label) })));
  }
  return (element.options || []).map(entry);
}

/** What an element holds at first, as a choice. */
function atFirst(element) {
  for (const [key, value] of Object.entries(element)) {
    if (!key.startsWith("initial_")) continue;
    if (key === "initial_option") return value.value;
    if (key === "initial_options") return value.map((option) => option.value);
    return value;
  }
  return null;
}

function button({ block, element, surface, id }) {
  const text = plain(element.text) || (element.icon === "trash" ? "Delete" : "");
  const label = element.accessibility_label;
  const node = h("button", {
    type: "button", class: `btn ${element.style || ""}`, "data-action": id,
    "aria-label": label && !label.includes(text) ? `${text}, ${label}` : label,
  }, h("span", {}, text));
  node.onclick = async () => {
    if (node.getAttribute("aria-busy") === "true" || !(await confirmed(element.confirm, node))) return;
    if (element.url) open(element.url);
    surface.use(block, element, null, node);
  };
  return node;
}

function feedback({ block, element, surface, id }) {
  return [element.positive_button, element.negative_button].map((one) => {
    const node = h("button", { type: "button", class: "btn", "data-action": id, "data-choice": one.value }, h("span", {}, plain(one.text)));
    node.onclick = () => surface.use(block, element, one.value, node);
    return node;
  });
}

function overflow({ block, element, surface, id }) {
  const node = h("button", { type: "button", class: "icon-button outlined", "data-action": id, "aria-label": "More options" }, icon(ICONS.more));
  const options = offered(element);
  const pick = async (value) => {
    if (!(await confirmed(element.confirm, node))) return;
    const { url } = options.find((o) => o.value === value);
    if (url) open(url);
    surface.use(block, element, value, node);
  };
  return menuButton(node, () => openMenu(node, options, { label: "More options", pick }));
}

function select({ block, element, surface, id, label }) {
  const multiple = element.type.startsWith("multi_");
  const empty = plain(element.placeholder) || (multiple ? "Choose some" : "Choose one");
  const shown = h("span", { class: "shown" });
  const node = h("button", { type: "button", role: "combobox", class: "select", "data-action": id, "aria-label": label || empty }, shown);
  const options = offered(element);
  const value = () => surface.value(block, element, atFirst(element));
  const draw = () => {
    const held = [value()].flat().filter((one) => one !== null && one !== undefined);
    const names = held.map((one) => options.find((o) => o.value === one)?.label || one);
    shown.textContent = names.join(", ") || empty;
    node.classList.toggle("empty", !names.length);
  };
  draw();
  const pick = async (one, all) => {
    if (!(await confirmed(element.confirm, node))) return;
    surface.use(block, element, multiple ? all : one, node);
    draw();
  };
  return menuButton(node, () => openMenu(node, options, {
    role: "listbox", label: label || empty, multiple, chosen: [value() ?? []].flat(), pick,
  }));
}

function choices({ block, element, surface, id, label, describe }) {
  const many = element.type === "checkboxes";
  const name = newId("choice");
  const held = [surface.value(block, element, atFirst(element)) ?? []].flat();
  const box = h("div", { role: many ? "group" : "radiogroup", class: "choices", "aria-label": label || null, ...describe });
  const option = (each) => {
    const more = each.description && newId("more");
    const input = h("input", {
      type: many ? "checkbox" : "radio", name, value: each.value, checked: held.includes(each.value),
      "data-action": id, "data-choice": each.value, "aria-describedby": more,
    });
    input.onchange = async () => {
      if (!(await confirmed(element.confirm, input))) {
        input.checked = !input.checked;
        return;
      }
      const now = [...box.querySelectorAll("input:checked")].map((i) => i.value);
      surface.use(block, element, many ? now : input.value, box);
    };
    return h("label", { class: "choice" }, input,
      h("span", {}, h("span", {}, words(each.text)), more && h("span", { class: "more", id: more, dir: "auto" }, words(each.description))));
  };
  box.append(...element.options.map(option));
  return box;
}

const FIELDS = {
  plain_text_input: "text", email_text_input: "email", url_text_input: "url", number_input: "number",
  datepicker: "date", timepicker: "time", datetimepicker: "datetime-local", rich_text_input: "text",
};

function local(seconds) {
  const date = new Date(seconds * 1000);
  return new Date(date - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

function field({ block, element, surface, id, label, describe }) {
  const big = element.multiline || element.type === "rich_text_input";
  const moment = element.type === "datetimepicker";
  const held = surface.value(block, element, atFirst(element));
  const node = h(big ? "textarea" : "input", {
    class: "field", "data-action": id, "aria-label": label || plain(element.placeholder) || "Text", rows: big ? 4 : null,
    type: big ? null : FIELDS[element.type], placeholder: plain(element.placeholder) || null,
    maxlength: element.max_length, min: element.min_value, max: element.max_value,
    step: element.is_decimal_allowed ? "any" : null, autofocus: element.focus_on_load, autocomplete: "off", ...describe,
  });
  node.value = moment && held ? local(held) : typeof held === "string" || typeof held === "number" ? held : "";
  const choice = () => (moment && node.value ? Math.floor(new Date(node.value) / 1000) : node.value || null);
  const send = () => surface.use(block, element, choice(), node);
  // Typed words are kept at once; a message's server hears of them when the field is left.
  node.oninput = () => surface.held.set(`${block.block_id} ${Surface.id(block, element)}`, choice());
  const when = element.dispatch_action_config?.trigger_actions_on || ["on_enter_pressed"];
  const typed = !/picker$/.test(element.type);
  if (!block.dispatch_action || !typed) node.onchange = send;
  else if (when.includes("on_character_entered")) node.addEventListener("input", send);
  node.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing || (big && !event.ctrlKey && !event.metaKey)) return;
    if (block.dispatch_action && when.includes("on_enter_pressed")) send();
    else node.form?.requestSubmit();
    event.preventDefault();
  };
  return node;
}

/** Draw an element; `label` and `describe` come from the input block around it. */
export function draw(block, element, surface, label = "", describe = {}) {
  const id = Surface.id(block, element);
  const all = { block, element, surface, id, label, describe };
  const { type } = element;
  if (type === "button" || type === "workflow_button" || type === "icon_button") return button(all);
  if (type === "overflow") return overflow(all);
  if (type === "feedback_buttons") return feedback(all);
  if (type === "radio_buttons" || type === "checkboxes") return choices(all);
  if (type in FIELDS) return field(all);
  if (type.endsWith("select")) {
    const node = select(all);
    for (const [key, value] of Object.entries(describe)) if (value) node.setAttribute(key, value);
    return node;
  }
  return h("span", { class: "unknown" }, `(${type} is not drawn here)`);
}
