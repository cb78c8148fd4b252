// What this person may see, as last told by the server.

export const store = {
  me: null, people: new Map(), app: null, channels: new Map(), home: null, views: [],
  dismissed: new Set(), line: null, started: null, example: "", again: false,
  pressed: null, // the surface on which one pressed something last, unless one has written since
};

/** A person's name as messages show it. */
export function nameOf(id) {
  if (id === store.app?.user) return store.app.name;
  return store.people.get(id)?.real_name || (id === "USLACKBOT" ? "Slackbot" : id);
}

export const titleOf = (channel) => (channel.is_im ? store.app.name : channel.name);

const STARTS = "starts";

/** Find out whether the workspace was started again since this browser first saw it. */
function noteStart(started) {
  const seen = JSON.parse(localStorage.getItem(STARTS));
  store.started = started;
  store.again = seen ? seen.again || seen.started !== started : false;
  localStorage.setItem(STARTS, JSON.stringify({ started, again: store.again }));
}

/** Take in a whole state; messages, ephemeral ones too, of a channel end up in one map by ts. */
export function take(state) {
  store.me = state.me;
  store.people = new Map(state.people.map((person) => [person.id, person]));
  store.app = state.app;
  store.home = state.home;
  store.views = state.views;
  store.example = state.example;
  noteStart(state.started);
  store.channels = new Map(state.channels.map(({ messages, ephemerals, ...channel }) => {
    const said = [...messages, ...ephemerals.filter((m) => !store.dismissed.has(m.ts))];
    said.sort((a, b) => (a.ts < b.ts ? -1 : 1));
    return [channel.id, { ...channel, said: new Map(said.map((m) => [m.ts, m])) }];
  }));
}

export const isReply = (m) => Boolean(m.thread_ts) && m.thread_ts !== m.ts;
export const inChannel = (m) => !isReply(m) || m.subtype === "thread_broadcast";

/** The replies of a thread, as far as this person sees them. */
export const replies = (channel, ts) =>
  [...channel.said.values()].filter((m) => isReply(m) && m.thread_ts === ts);

const day = new Intl.DateTimeFormat("en-US", { weekday: "long", month: "long", day: "numeric" });
const clock = new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit" });
const full = new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "medium" });
export const dateOf = (ts) => new Date(Number(ts) * 1000);
export const timeOf = (ts) => clock.format(dateOf(ts));
export const momentOf = (ts) => full.format(dateOf(ts));

/** "Today", "Yesterday" or the day's name. */
export function dayOf(ts) {
  const [then, now] = [dateOf(ts), new Date()];
  const days = Math.round((new Date(now).setHours(0, 0, 0, 0) - new Date(then).setHours(0, 0, 0, 0)) / 864e5);
  return days === 0 ? "Today" : days === 1 ? "Yesterday" : day.format(then);
}

/** The place in this page that a Slack link leads to ("#/D…"), or null. */
export function placeOf(address) {
  let url;
  try { url = new URL(address); } catch { return null; }
  const ask = (key) => url.searchParams.get(key);
  const dm = store.app?.dm;
  let id = null;
  if (url.protocol === "slack:") {
    if (url.host === "app" || url.host === "user") return ask("tab") === "home" ? "#/home" : dm && `#/${dm}`;
    id = ask("id");
  } else if (/(^|\.)slack\.com$/.test(url.hostname)) {
    if (url.pathname === "/app_redirect") id = ask("channel") || dm;
    const [, where, ts] = url.pathname.match(/^\/archives\/(\w+)(?:\/p(\d+))?/) || [];
    if (where) return `#/${where}${ts ? `/${ts.slice(0, -6)}.${ts.slice(-6)}` : ""}`;
  }
  if (id && (id === store.app?.user || id === store.me?.id)) id = dm;
  return id ? `#/${id}` : null;
}
