// Building nodes; content only ever becomes text nodes and checked attributes.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, props, children) {
  for (const [key, value] of Object.entries(props || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

// What holds words runs the way they do, from right to left too.
const WORDS = new Set("p h2 h3 h4 h5 h6 ul ol th td caption figcaption blockquote pre button label input textarea".split(" "));

export const h = (tag, props, ...children) =>
  fill(document.createElement(tag), WORDS.has(tag) ? { dir: "auto", ...props } : props, children);
export const svg = (tag, props, ...children) => fill(document.createElementNS(SVG, tag), props, children);
export const $ = (id) => document.getElementById(id);

let serial = 0;
export const newId = (what) => `${what}-${++serial}`;

/** An icon of a few strokes on a 20 by 20 grid. */
export const icon = (path) => svg("svg", { viewBox: "0 0 20 20", "aria-hidden": "true" }, svg("path", { d: path }));

export const ICONS = {
  reply: "M3 5h14v9H9l-4 3v-3H3z",
  more: "M10 4v.01M10 10v.01M10 16v.01",
  close: "M5 5l10 10M15 5L5 15",
  send: "M3 4l14 6-14 6 2-6zM5 10h7",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5zM10 8a2 2 0 1 0 .01 0z",
  back: "M12 4l-6 6 6 6",
  bolt: "M11 2L4 11h5l-1 7 7-9h-5z",
  home: "M3 10l7-6 7 6M5 9v7h10V9",
};

/** Run `change`, then put the focus back on the same control, else where `fallback` says; `anew` there at once. */
export function keepingFocus(root, fallback, change, anew = false) {
  const held = document.activeElement;
  const inside = root.contains(held) && held !== root;
  const { action, choice } = (inside && held.dataset) || {};
  const typed = inside && "selectionStart" in held ? [held.selectionStart, held.selectionEnd] : null;
  change();
  if (!inside || root.contains(document.activeElement)) return;
  const same = action && !anew && [...root.querySelectorAll("[data-action]")]
    .find((n) => n.dataset.action === action && n.dataset.choice === choice);
  (same || fallback())?.focus({ preventScroll: true });
  if (same && typed && typed[0] !== null) try { same.setSelectionRange(...typed); } catch { /* not a text field */ }
}

let hush;
/** Say something in passing. */
export function toast(words) {
  const node = $("toast");
  node.textContent = words;
  clearTimeout(hush);
  hush = setTimeout(() => { node.textContent = ""; }, 6000);
}
