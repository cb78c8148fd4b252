// The line to the server: what is done goes out by POST, changes come in by one websocket.

const WAITS = [300, 600, 1200, 2500, 4000];

/** Do something as a person; answers {status, error, …} and never throws. */
export async function post(operation, body) {
  try {
    const answer = await fetch(`/workspace/${operation}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: answer.status, ...(await answer.json()) };
  } catch {
    return { status: 0, error: "unreachable" };
  }
}

/** Keeps one live connection: `adopt(state)` whenever it (re)opens, then `change(kind, data)`. */
export class Line {
  constructor({ adopt, change, lost }) {
    Object.assign(this, { adopt, change, lost, tries: 0, as: null });
    addEventListener("online", () => this.retry());
    document.addEventListener("visibilitychange", () => document.hidden || this.retry());
  }

  open(as) {
    this.as = as;
    this.socket?.close();
    clearTimeout(this.timer);
    const address = new URL(`/workspace/live?as=${encodeURIComponent(as)}`, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = (this.socket = new WebSocket(address));
    let waiting = [];
    const mine = () => this.socket === socket;
    socket.onmessage = ({ data }) => {
      const { kind, data: what } = JSON.parse(data);
      if (!mine()) return;
      if (waiting) waiting.push([kind, what]);
      else this.change(kind, what);
    };
    socket.onopen = async () => {
      const state = await this.state();
      if (!mine()) return;
      if (!state) { socket.close(); return; }
      this.tries = 0;
      this.lost(false);
      this.adopt(state);
      const missed = waiting;
      waiting = null;
      for (const [kind, what] of missed) this.change(kind, what);
    };
    socket.onclose = () => {
      if (!mine()) return;
      this.socket = null;
      this.lost(true);
      this.timer = setTimeout(() => this.open(this.as), WAITS[Math.min(this.tries++, WAITS.length - 1)]);
    };
  }

  retry() {
    if (this.as && !this.socket) this.open(this.as);
  }

  async state() {
    try {
      const answer = await fetch(`/workspace/state?as=${encodeURIComponent(this.as)}`);
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  /** Load everything again, where the page and the server disagree. */
  async reload() {
    const [as, state] = [this.as, await this.state()];
    if (state && as === this.as) this.adopt(state);
  }
}
