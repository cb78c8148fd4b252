// Slack's mrkdwn and plain text, as nodes.

import { h } from "./dom.js";
import { nameOf, placeOf, store } from "./store.js";

const EMOJI = Object.fromEntries(
  ("+1 👍|-1 👎|thumbsup 👍|thumbsdown 👎|wave 👋|tada 🎉|bulb 💡|memo 📝|pencil ✏️|pencil2 ✏️|book 📖|books 📚|" +
  "hospital 🏥|stethoscope 🩺|microscope 🔬|mortar_board 🎓|teacher 🧑‍🏫|clock1 🕐|clock3 🕒|hourglass ⌛|calendar 📅|date 📅|" +
  "chart_with_upwards_trend 📈|bar_chart 📊|moneybag 💰|dollar 💵|warning ⚠️|white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|" +
  "x ❌|question ❓|grey_question ❔|information_source ℹ️|exclamation ❗|lock 🔒|unlock 🔓|bell 🔔|no_bell 🔕|pushpin 📌|paperclip 📎|link 🔗|mag 🔍|" +
  "speech_balloon 💬|thought_balloon 💭|eyes 👀|pray 🙏|clap 👏|heart ❤️|star ⭐|sparkles ✨|fire 🔥|rocket 🚀|smile 😄|slightly_smiling_face 🙂|" +
  "blush 😊|thinking_face 🤔|confused 😕|point_right 👉|point_left 👈|point_down 👇|point_up 👆|arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|" +
  "arrows_counterclockwise 🔄|repeat 🔁|leftwards_arrow_with_hook ↩️|gear ⚙️|wrench 🔧|house 🏠|compass 🧭|map 🗺️|seedling 🌱|trophy 🏆|dart 🎯|" +
  "one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|email 📧|telephone_receiver 📞|bust_in_silhouette 👤|busts_in_silhouette 👥|wastebasket 🗑️|robot_face 🤖|" +
  "large_green_circle 🟢|large_blue_circle 🔵|large_yellow_circle 🟡|red_circle 🔴|white_circle ⚪|black_circle ⚫|clipboard 📋|page_facing_up 📄|scales ⚖️|" +
  "hourglass_flowing_sand ⏳|alarm_clock ⏰|key 🔑|herb 🌿|handshake 🤝|raised_hands 🙌|ok_hand 👌|100 💯|balloon 🎈")
    .split("|").map((pair) => pair.split(" ")),
);

export const emoji = (name) => EMOJI[name] || `:${name}:`;
export const decode = (text) => text.replace(/&(amp|lt|gt);/g, (_, n) => ({ amp: "&", lt: "<", gt: ">" })[n]);
export const escape = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
const shown = (text) => decode(text).replace(/:([a-z0-9_+-]+):/g, (all, n) => EMOJI[n] || all);

/** Text of a plain_text object, or of any text object as plain words. */
export function plain(object) {
  if (!object) return "";
  return object.emoji === false ? decode(object.text) : shown(object.text);
}

/** A link; one that leads into this workspace opens it here. */
export function link(address, ...words) {
  const url = decode(address);
  const place = placeOf(url);
  if (place) return h("a", { href: place, class: "link" }, ...words);
  if (!/^(https?:|mailto:|tel:)/i.test(url)) return h("span", {}, ...words);
  return h("a", { href: url, class: "link", target: "_blank", rel: "noopener noreferrer" }, ...words);
}

export function mention(id) {
  const mine = id === store.me?.id ? " me" : "";
  return h("bdi", { class: `mention${mine}` }, `@${nameOf(id)}`);
}

export function channelLink(id, name) {
  const channel = store.channels.get(id);
  return channel
    ? h("a", { class: "mention", href: `#/${id}` }, `#${channel.name}`)
    : h("span", { class: "mention" }, `#${name || "private channel"}`);
}

function angled(inner) {
  const bar = inner.indexOf("|");
  const [target, words] = bar < 0 ? [inner, ""] : [inner.slice(0, bar), shown(inner.slice(bar + 1))];
  if (target.startsWith("@")) return mention(target.slice(1));
  if (target.startsWith("#")) return channelLink(target.slice(1), words);
  if (target.startsWith("!date^")) return words || target.split("^")[2] || "";
  if (target.startsWith("!subteam^")) return h("span", { class: "mention" }, words || "@group");
  if (target.startsWith("!")) return h("span", { class: "mention me" }, `@${words || target.slice(1)}`);
  return link(target, words || decode(target.replace(/^mailto:/, "")));
}

// One pass: code, <…>, bare links, then styles, each with the words around it still to be read.
const INLINE = new RegExp(
  [
    "`([^`\\n]+)`",
    "<([^<>\\n]+)>",
    "(https?://[^\\s<>|]*[^\\s<>|.,;:!?)\\]'\"])",
    "(?<![\\w*])\\*(?=\\S)([^*\\n]*[^*\\s])\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)([^_\\n]*[^_\\s])_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)([^~\\n]*[^~\\s])~(?![\\w~])",
  ].join("|"),
  "g",
);

export function inline(text) {
  const nodes = [];
  let end = 0;
  for (const m of text.matchAll(INLINE)) {
    if (m.index > end) nodes.push(shown(text.slice(end, m.index)));
    end = m.index + m[0].length;
    if (m[1]) nodes.push(h("code", {}, decode(m[1])));
    else if (m[2]) nodes.push(angled(m[2]));
    else if (m[3]) nodes.push(link(m[3], decode(m[3])));
    else if (m[4]) nodes.push(h("strong", {}, inline(m[4])));
    else if (m[5]) nodes.push(h("em", {}, inline(m[5])));
    else nodes.push(h("s", {}, inline(m[6])));
  }
  if (end < text.length) nodes.push(shown(text.slice(end)));
  return nodes;
}

function quoted(text) {
  const nodes = [];
  let plainLines = [];
  let quote = [];
  const flush = () => {
    if (plainLines.length) nodes.push(...inline(plainLines.join("\n")));
    if (quote.length) nodes.push(h("blockquote", {}, inline(quote.join("\n"))));
    plainLines = [];
    quote = [];
  };
  for (const line of text.split("\n")) {
    const found = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (found ? plainLines.length : quote.length) flush();
    if (found) quote.push(found[1]);
    else plainLines.push(line);
  }
  flush();
  return nodes;
}

/** The nodes of a mrkdwn text. */
export function mrkdwn(text) {
  return text.split(/```\n?([\s\S]*?)\n?```\n?/).flatMap((part, n) =>
    n % 2 ? [h("pre", { tabindex: 0 }, decode(part))] : part ? quoted(part) : []);
}

/** A text object of either kind. */
export const words = (object) =>
  !object ? [] : object.type === "mrkdwn" ? mrkdwn(object.text) : [plain(object)];
