// Layout blocks, drawn as Slack draws them.

import { h, newId } from "./dom.js";
import { chart } from "./charts.js";
import { draw } from "./elements.js";
import { markdown, richText } from "./rich.js";
import { mrkdwn, plain, words } from "./text.js";

const mrk = (object, tag = "div") => h(tag, { class: "mrk", dir: "auto" }, words(object));

/** A picture; what is not on this machine is shown by its description. */
function picture({ image_url: url = "", alt_text: alt }, kind) {
  const near = url.startsWith("data:") || new URL(url || "x:", location.href).origin === location.origin;
  if (near) return h("img", { class: kind, src: url, alt, loading: "lazy" });
  return kind === "tiny"
    ? h("span", { class: "tiny", role: "img", "aria-label": alt, title: alt }, "▦")
    : h("span", { class: `${kind} absent`, role: "img", "aria-label": alt }, h("span", {}, alt));
}

function cell(value) {
  if (value.type === "rich_text") return richText(value);
  return value.text ?? (value.value ?? "").toLocaleString("en-US");
}

function table(block) {
  const [head, ...rest] = block.rows;
  const settings = block.column_settings || [];
  const look = (column) => {
    const { align = "left", is_wrapped: wrapped } = settings[column] || {};
    return `${align} ${block.type === "table" && !wrapped ? "unwrapped" : ""}`;
  };
  const first = block.row_header_column_index;
  return h("div", { class: "table", role: "region", tabindex: 0, "aria-label": block.caption || "Table" },
    h("table", {},
      block.caption && h("caption", {}, block.caption),
      h("thead", {}, h("tr", {}, head.map((value, n) => h("th", { scope: "col", class: look(n) }, cell(value))))),
      h("tbody", {}, rest.map((row) => h("tr", {}, row.map((value, n) =>
        h(n === first ? "th" : "td", { class: look(n), scope: n === first ? "row" : null }, cell(value))))))));
}

function input(block, surface, errors) {
  const error = errors[block.block_id];
  const [labelId, hintId, errorId] = [newId("label"), newId("hint"), newId("error")];
  const describe = {
    "aria-describedby": [block.hint && hintId, error && errorId].filter(Boolean).join(" ") || null,
    "aria-invalid": error ? "true" : null,
    "aria-required": block.optional || /checkboxes|radio/.test(block.element.type) ? null : "true",
  };
  return h("div", { class: "input" },
    h("div", { class: "label", id: labelId, dir: "auto" }, plain(block.label), block.optional && h("span", { class: "more" }, " (optional)")),
    draw(block, block.element, surface, plain(block.label), describe),
    error && h("p", { class: "error", id: errorId }, error),
    block.hint && h("p", { class: "hint", id: hintId }, plain(block.hint)));
}

const KINDS = {
  section: (block, surface) => {
    const side = block.accessory;
    const beside = side && (side.type === "image" ? picture(side, "thumb") : draw(block, side, surface, ""));
    const stacked = side && /radio|checkboxes/.test(side.type);
    return h("div", { class: `section ${stacked ? "stacked" : ""}` },
      h("div", { class: "words" },
        block.text && mrk(block.text),
        block.fields && h("div", { class: "fields" }, block.fields.map((field) => mrk(field)))),
      beside && h("div", { class: "side" }, beside));
  },
  context: (block) => h("div", { class: "context" },
    block.elements.map((part) => (part.type === "image" ? picture(part, "tiny") : mrk(part, "span")))),
  actions: (block, surface) => h("div", { class: "actions" }, block.elements.map((part) => draw(block, part, surface))),
  context_actions: (block, surface) => h("div", { class: "actions" }, block.elements.map((part) => draw(block, part, surface))),
  divider: () => h("hr"),
  header: (block) => h("h2", { class: "header" }, plain(block.text)),
  image: (block) => h("figure", { class: "image" }, block.title && h("figcaption", {}, plain(block.title)), picture(block, "picture")),
  input,
  rich_text: (block) => h("div", { class: "mrk rich" }, richText(block)),
  markdown: (block) => h("div", { class: "mrk markdown" }, markdown(block.text)),
  table,
  data_table: table,
  data_visualization: chart,
  alert: (block) => h("div", { class: `alert ${block.level || "default"}`, dir: "auto" }, words(block.text)),
  card: (block, surface) => h("div", { class: "card" },
    block.title && h("strong", { dir: "auto" }, words(block.title)), block.subtitle && h("div", { class: "more", dir: "auto" }, words(block.subtitle)),
    block.body && mrk(block.body),
    block.actions && h("div", { class: "actions" }, block.actions.map((part) => draw(block, part, surface)))),
  carousel: (block, surface) => h("div", { class: "carousel", tabindex: 0, role: "region", "aria-label": "Cards" },
    block.elements.map((one) => KINDS.card({ block_id: block.block_id, ...one }, surface))),
  container: (block, surface) => h("section", { class: "card" }, h("strong", { dir: "auto" }, plain(block.title)), blocks(block.child_blocks, surface)),
};

/** Draw blocks; `errors` by block id stand below their inputs. */
export function blocks(list, surface, errors = {}) {
  return list.map((block) => {
    const kind = KINDS[block.type];
    return kind ? kind(block, surface, errors) : h("p", { class: "unknown" }, `(${block.type} is not drawn here)`);
  });
}

/** What a message says: its blocks, or its text. */
export function content(message, surface) {
  const fromBot = Boolean(message.bot_id);
  const text = () => h("div", { class: "mrk", dir: "auto" }, message.mrkdwn === false ? message.text : mrkdwn(message.text || ""));
  const main = message.blocks?.length && fromBot ? blocks(message.blocks, surface) : message.text ? [text()] : [];
  const more = (message.attachments || []).map((one) =>
    h("div", { class: "attachment", dir: "auto" }, one.blocks ? blocks(one.blocks, surface) : mrkdwn(one.text || one.fallback || "")));
  return [...main, ...more];
}
