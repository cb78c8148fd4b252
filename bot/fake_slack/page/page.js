// The page as a whole: what is open, who one is, and where changes go.

import { $, h, icon, ICONS, toast } from "./dom.js";
import { Composer, unwritten, written } from "./composer.js";
import { Line, post } from "./line.js";
import { Log } from "./log.js";
import { menuButton, openMenu } from "./menu.js";
import { avatar } from "./message.js";
import { badgeOf, Sidebar } from "./sidebar.js";
import { isReply, nameOf, store, take, titleOf } from "./store.js";
import { told } from "./surface.js";
import { Home, Modals } from "./views.js";

const sidebar = new Sidebar();
const modals = new Modals();
let home = new Home();
let logs = new Map();
let open = { place: null, channel: null, log: null, box: null };
let thread = null;
const does = { forget, toMessage, threadFocus: false };

const me = () => store.me.id;

// ---- where we are -------------------------------------------------------------------------

function first() {
  return store.app.dm || store.channels.keys().next().value;
}

function go() {
  if (!store.me) return;
  const [place, ts] = location.hash.replace(/^#\/?/, "").split("/");
  const channel = store.channels.get(place);
  if (place !== "home" && !channel) {
    if (place) toast("You cannot see that conversation.");
    history.replaceState(null, "", `#/${open.channel?.id || first()}`);
    go();
    return;
  }
  if (place !== open.place) show(place, channel);
  const target = ts && channel?.said.get(ts);
  const root = target && (target.thread_ts || target.ts);
  if (root && channel.said.has(root)) showThread(channel, root, isReply(target) ? ts : null);
  else hideThread();
}

function show(place, channel) {
  const tab = place === "home" ? "home" : channel.is_im ? "messages" : null;
  open = { place, channel };
  drawHead(place, channel);
  sidebar.current(place);
  $("main").classList.toggle("at-home", place === "home");
  for (const log of logs.values()) log.hide();
  home.node.hidden = place !== "home";
  if (place === "home") {
    home.show(store.home);
    $("box").replaceChildren();
  } else {
    open.log = logFor(channel);
    open.log.show($("stage"));
    drawBox(channel);
  }
  if (tab) post("open", { as: me(), tab });
}

function drawHead(place, channel) {
  const atApp = place === "home" || channel.is_im;
  $("title").replaceChildren(
    ...(atApp ? [avatar(store.app.user, "small"), store.app.name] : [h("span", { class: "sign", "aria-hidden": "true" }, channel.is_group ? "🔒" : "#"), channel.name]));
  const people = atApp ? 0 : channel.members.length;
  $("topic").textContent = atApp ? "" : `${people} members${channel.is_ext_shared ? " · shared with another organization" : ""}`;
  const tabs = atApp && store.app.dm && store.app.home_tab ? [["home", "Home"], [store.app.dm, "Messages"]] : [];
  $("tabs").hidden = !tabs.length;
  $("tabs").replaceChildren(...tabs.map(([id, name]) =>
    h("a", { href: `#/${id}`, class: "tab", "aria-current": id === place ? "page" : null }, name, badgeOf(id))));
  if (tabs.length) sidebar.mark(store.app.dm);
}

function logFor(channel) {
  let log = logs.get(channel.id);
  if (!log) {
    const label = channel.is_im ? `Messages with ${store.app.name}` : `Messages in ${channel.name}`;
    log = new Log(channel, null, label, does);
    logs.set(channel.id, log);
  }
  return log;
}

const drafts = new Map();

function drawBox(channel) {
  if (channel.is_im && (!store.app.messages_tab || store.app.read_only)) {
    $("box").replaceChildren(h("p", { class: "closed" }, "Sending messages to this app has been turned off."));
    return;
  }
  const label = `Message ${channel.is_im ? store.app.name : `#${channel.name}`}`;
  const box = new Composer({
    label, shortcut, example: channel.is_im ? store.example : "",
    send: (text) => {
      drafts.delete(channel.id);
      return send(channel, text, null);
    },
  });
  box.text.addEventListener("input", () => drafts.set(channel.id, box.text.value));
  $("box").replaceChildren(box.node);
  box.set(drafts.get(channel.id) || "");
  open.box = box;
  if (matchMedia("(hover: hover)").matches && !document.querySelector("dialog[open]")) box.text.focus({ preventScroll: true });
}

// ---- threads ------------------------------------------------------------------------------

function showThread(channel, ts, at) {
  if (thread?.ts === ts) {
    if (at) thread.log.reveal(at);
    return;
  }
  const log = new Log(channel, ts, "Thread", does);
  const box = new Composer({ label: "Reply in thread", commands: false, send: (text) => send(channel, text, ts) });
  const close = h("button", { type: "button", class: "icon-button", "aria-label": "Close thread" }, icon(ICONS.close));
  close.onclick = () => { location.hash = `#/${channel.id}`; };
  const pane = $("thread");
  pane.replaceChildren(
    h("div", { class: "head" }, h("h2", {}, "Thread"), h("p", { class: "topic" }, channel.is_im ? store.app.name : `#${channel.name}`), close),
    h("div", { class: "stage" }, log.node), box.node);
  pane.hidden = false;
  $("frame").classList.add("threaded");
  thread = { ts, log, box, channel };
  if (at) log.reveal(at);
  else box.text.focus({ preventScroll: true });
  does.threadFocus = false;
}

function hideThread() {
  if (!thread) return;
  const focused = $("thread").contains(document.activeElement);
  const from = open.log?.byTs.get(thread.ts)?.node;
  $("thread").hidden = true;
  $("thread").replaceChildren();
  $("frame").classList.remove("threaded");
  thread = null;
  if (focused) (from || open.box?.text)?.focus({ preventScroll: true });
}

$("thread").addEventListener("keydown", (event) => {
  if (event.key === "Escape" && thread) location.hash = `#/${thread.channel.id}`;
});

// ---- what is done -------------------------------------------------------------------------

/** Send words or a command; answers what to tell the person if it did not work. */
async function send(channel, text, ts) {
  const [, command, rest] = /^(\/[^\s/]+)\s*([\s\S]*)$/.exec(text) || [];
  if (command && ts) return `${command} is not supported in threads. Sorry!`;
  const result = command
    ? await post("command", { as: me(), channel: channel.id, command, text: rest })
    : await post("send", { as: me(), channel: channel.id, text: written(text), thread_ts: ts });
  if (result.status === 404) store.line.reload();
  // What an app did not answer is told by Slack itself, in the conversation.
  if (!result.error || (command && result.status === 200) || result.ts) return "";
  return told(result.error);
}

async function shortcut(callback, channel, ts) {
  const result = await post("shortcut", { as: me(), callback_id: callback, channel, ts });
  if (result.error) toast(told(result.error));
}

function toMessage(log, item, operation, from) {
  const at = { as: me(), channel: log.channel.id, ts: item.message.ts };
  if (operation === "edit") rewrite(item, at);
  else if (operation === "remove") post("remove", at);
  else shortcut(operation.replace("shortcut ", ""), at.channel, at.ts);
  if (!from.isConnected) item.node.focus({ preventScroll: true });
}

/** Edit one's own message where it stands. */
function rewrite(item, at) {
  const text = h("textarea", { class: "field", rows: 2, "aria-label": "Edit message" });
  text.value = unwritten(item.message.text);
  const back = () => {
    form.replaceWith(item.body);
    item.node.focus({ preventScroll: true });
  };
  const save = async () => {
    const words = text.value.trim();
    back();
    if (words && words !== unwritten(item.message.text)) {
      const result = await post("edit", { ...at, text: written(words) });
      if (result.status !== 200) toast(told(result.error));
    }
  };
  const form = h("div", { class: "rewrite" }, text, h("div", { class: "actions" },
    h("button", { type: "button", class: "btn", onclick: back }, "Cancel"),
    h("button", { type: "button", class: "btn primary", onclick: save }, "Save")));
  text.onkeydown = (event) => {
    if (event.key === "Escape") back();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  item.body.replaceWith(form);
  text.focus();
}

function forget(channel, ts) {
  change("ephemeral_delete", { channel: channel.id, message: { ts } });
  (thread?.box || open.box)?.text.focus({ preventScroll: true });
}

// ---- changes ------------------------------------------------------------------------------

function logsOf(channel) {
  return [logs.get(channel.id), thread?.channel.id === channel.id && thread.log].filter(Boolean);
}

function change(kind, data) {
  if (kind === "home") {
    store.home = data.view;
    if (open.place === "home") home.show(data.view);
    return;
  }
  if (kind === "views") {
    store.views = data.views;
    modals.show(data.views);
    return;
  }
  const channel = store.channels.get(data.channel);
  if (kind === "members" || !channel) {
    store.line.reload();
    return;
  }
  const { message } = data;
  if (kind.endsWith("delete")) {
    const gone = channel.said.get(message.ts) || message;
    channel.said.delete(message.ts);
    for (const log of logsOf(channel)) {
      log.remove(message.ts);
      log.parentOf(gone);
    }
    return;
  }
  if (kind.startsWith("ephemeral")) message.is_ephemeral = true;
  if (store.dismissed.has(message.ts)) return;
  const known = channel.said.has(message.ts);
  channel.said.set(message.ts, message);
  for (const log of logsOf(channel)) {
    log.put(message);
    if (isReply(message)) log.parentOf(message);
  }
  const away = channel !== open.channel || document.hidden;
  if (known || message.user === me() || !away) return;
  sidebar.news(channel.id);
  if (open.place === "home" && channel.is_im) toast(`${store.app.name} has answered in Messages.`);
}

function adopt(state) {
  const [before, started] = [store.me?.id, store.started];
  take(state);
  if (started && started !== store.started) {
    toast("The local workspace was started again.");
    open.place = null; // the app hears that its conversation is open
  }
  if (before !== store.me.id) {
    hideThread();
    $("stage").replaceChildren(home.node);
    home = new Home();
    $("stage").replaceChildren(home.node);
    logs = new Map();
    open = { place: null };
    sidebar.fresh.clear();
    drafts.clear();
  }
  for (const [id, log] of logs) {
    log.channel = store.channels.get(id);
    if (log.channel) log.adopt();
    else {
      log.node.remove();
      logs.delete(id);
    }
  }
  if (thread) {
    thread.channel = thread.log.channel = store.channels.get(thread.channel.id);
    if (!thread.channel?.said.has(thread.ts)) location.hash = `#/${open.channel?.id || first()}`;
    else thread.log.adopt();
  }
  if (open.channel) open.channel = store.channels.get(open.channel.id);
  $("who").textContent = `You are: ${nameOf(me())} ▾`;
  sidebar.draw();
  if (open.place) sidebar.current(open.place);
  if (open.place === "home") home.show(store.home);
  if (open.place && open.place !== "home" && !open.channel) open.place = null;
  go();
  modals.show(store.views);
}

const line = new Line({
  adopt,
  change,
  lost(gone) {
    $("lost").hidden = !gone;
    $("lost").textContent = gone ? "The local server does not answer. Trying again…" : "";
  },
});
store.line = line;

// ---- the top bar --------------------------------------------------------------------------

menuButton($("who"), () => {
  const people = [...store.people.values()].filter((person) => !person.is_bot);
  openMenu($("who"), people.map((person) => ({ label: person.real_name, description: person.profile.title, value: person.id })), {
    label: "Who you are", chosen: [me()], pick: become,
  });
});

function become(id) {
  if (id === me()) return;
  const url = new URL(location.href);
  url.searchParams.set("as", id);
  if (!store.channels.get(open.place)?.name) url.hash = "";
  history.replaceState(null, "", url);
  line.tries = 0;
  line.open(id);
}

function dark(on) {
  document.documentElement.dataset.theme = on ? "dark" : "light";
  $("theme").setAttribute("aria-pressed", String(on));
}

const prefers = matchMedia("(prefers-color-scheme: dark)");
let chosen = false;
dark(prefers.matches);
prefers.addEventListener("change", () => chosen || dark(prefers.matches));
$("theme").onclick = () => {
  chosen = true;
  dark(document.documentElement.dataset.theme !== "dark");
};

$("skip").onclick = (event) => {
  event.preventDefault();
  (open.box?.text || home.node.querySelector("button, a"))?.focus();
};
document.addEventListener("visibilitychange", () => !document.hidden && open.place && sidebar.current(open.place));
addEventListener("hashchange", go);
line.open(new URLSearchParams(location.search).get("as") || "U0RESIDENT");
