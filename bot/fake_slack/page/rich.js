// rich_text and markdown blocks.

import { h } from "./dom.js";
import { channelLink, emoji, link, mention } from "./text.js";

function styled(node, style = {}) {
  let inner = node;
  if (style.code) inner = h("code", {}, inner);
  if (style.bold) inner = h("strong", {}, inner);
  if (style.italic) inner = h("em", {}, inner);
  if (style.strike) inner = h("s", {}, inner);
  if (style.underline) inner = h("u", {}, inner);
  return inner;
}

function run(part) {
  const made = {
    text: () => part.text,
    link: () => link(part.url, part.text || part.url),
    emoji: () => emoji(part.name),
    user: () => mention(part.user_id),
    channel: () => channelLink(part.channel_id),
    usergroup: () => h("span", { class: "mention" }, "@group"),
    broadcast: () => h("span", { class: "mention me" }, `@${part.range}`),
    date: () => part.fallback || new Date(part.timestamp * 1000).toLocaleString(),
    color: () => part.value,
  }[part.type];
  return styled(made ? made() : part.text || "", part.style);
}

const runs = (part) => (part.elements || []).map(run);

function item(part) {
  if (part.type === "rich_text_list") {
    const list = h(part.style === "ordered" ? "ol" : "ul", { class: `indent-${part.indent || 0}` },
      part.elements.map((line) => h("li", {}, runs(line))));
    if (part.offset) list.start = part.offset + 1;
    return list;
  }
  if (part.type === "rich_text_preformatted") return h("pre", { tabindex: 0 }, runs(part));
  if (part.type === "rich_text_quote") return h("blockquote", {}, runs(part));
  return h("div", { dir: "auto" }, runs(part));
}

export const richText = (block) => (block.elements || []).map(item);

const MARK = /`([^`]+)`|\[([^\]]+)\]\(([^()\s]+)\)|\*\*(.+?)\*\*|__(.+?)__|~~(.+?)~~|(?<!\w)[*_](\S(?:.*?\S)?)[*_](?!\w)|(https?:\/\/[^\s<>]*[^\s<>.,;:!?)])/g;

function marked(text) {
  const nodes = [];
  let end = 0;
  for (const m of text.matchAll(MARK)) {
    nodes.push(text.slice(end, m.index));
    end = m.index + m[0].length;
    if (m[1]) nodes.push(h("code", {}, m[1]));
    else if (m[2]) nodes.push(link(m[3], marked(m[2])));
    else if (m[4] || m[5]) nodes.push(h("strong", {}, marked(m[4] || m[5])));
    else if (m[6]) nodes.push(h("s", {}, marked(m[6])));
    else if (m[7]) nodes.push(h("em", {}, marked(m[7])));
    else nodes.push(link(m[8], m[8]));
  }
  return [...nodes, text.slice(end)].filter((node) => node !== "");
}

const cells = (line) => line.replace(/^\s*\||\|\s*$/g, "").split("|").map((cell) => marked(cell.trim()));

const KINDS = [
  [/^```/, (lines) => {
    lines.shift();
    const inner = [];
    while (lines.length && !/^```/.test(lines[0])) inner.push(lines.shift());
    lines.shift();
    return h("pre", { tabindex: 0 }, inner.join("\n"));
  }],
  [/^#{1,6} /, (lines) => {
    const [, marks, text] = /^(#+) (.*)/.exec(lines.shift());
    return h(`h${Math.min(marks.length + 1, 6)}`, {}, marked(text));
  }],
  [/^(---+|\*\*\*+)\s*$/, (lines) => { lines.shift(); return h("hr"); }],
  [/^\s*[-*+] /, (lines) => list(lines, /^\s*[-*+] (.*)/, "ul")],
  [/^\s*\d+[.)] /, (lines) => list(lines, /^\s*\d+[.)] (.*)/, "ol")],
  [/^> ?/, (lines) => {
    const inner = [];
    while (lines.length && /^>/.test(lines[0])) inner.push(lines.shift().replace(/^> ?/, ""));
    return h("blockquote", {}, marked(inner.join("\n")));
  }],
  [/^\s*\|.*\|/, (lines) => {
    const rows = [];
    while (lines.length && /^\s*\|/.test(lines[0])) rows.push(lines.shift());
    const [head, ...rest] = rows.filter((row) => !/^[\s|:-]+$/.test(row));
    return h("div", { class: "table", tabindex: 0, role: "region", "aria-label": "Table" }, h("table", {},
      h("thead", {}, h("tr", {}, cells(head).map((c) => h("th", { scope: "col" }, c)))),
      h("tbody", {}, rest.map((row) => h("tr", {}, cells(row).map((c) => h("td", {}, c)))))));
  }],
];

function list(lines, shape, tag) {
  const items = [];
  while (lines.length && shape.test(lines[0])) items.push(h("li", {}, marked(shape.exec(lines.shift())[1])));
  return h(tag, {}, items);
}

/** A markdown block. */
export function markdown(text) {
  const lines = text.split("\n");
  const nodes = [];
  while (lines.length) {
    const kind = KINDS.find(([shape]) => shape.test(lines[0]));
    if (kind) nodes.push(kind[1](lines));
    else if (!lines[0].trim()) lines.shift();
    else {
      const inner = [];
      while (lines.length && lines[0].trim() && !KINDS.some(([shape]) => shape.test(lines[0]))) inner.push(lines.shift());
      nodes.push(h("p", {}, marked(inner.join("\n"))));
    }
  }
  return nodes;
}
