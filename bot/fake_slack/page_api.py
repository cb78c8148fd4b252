"""The page's API: JSON over same-origin HTTP, and one live websocket.

`GET /` and `GET /page/NAME`: the page's files (index.html, page.js, page.css).

`GET /workspace/state?as=U…` answers what that person sees:

    {"me": USER, "people": [USER], "app": {"name", "user": BOT USER ID, "home_tab",
     "messages_tab", "read_only", "dm": CHANNEL ID or null,
     "commands": [{"command", "description", "usage_hint"}],
     "shortcuts": [{"name", "type": "global"|"message", "callback_id", "description"}]},
     "channels": [CHANNEL + {"messages": [MESSAGE], "ephemerals": [MESSAGE], "members": [id]}],
     "home": VIEW or null, "views": [VIEW, …], "now": seconds,
     "started": what differs each time that the workspace starts, with nothing said,
     "example": a line to send to the app, or ""}

USER, CHANNEL, MESSAGE and VIEW are Slack's own objects; ephemerals have `is_ephemeral`, and
views an `errors` map of block id to words; the last of `views` is the uppermost. A DM has
`is_im` and `user` and no `name`. Threads: replies have `thread_ts`, parents `reply_count`.

`GET /workspace/live?as=U…` is a websocket of changes, each {"kind", "data"}:
`message`, `update`, `delete`, `ephemeral`, `ephemeral_update`, `ephemeral_delete` with data
{"channel", "message"}; `home` with {"view"}; `views` with {"views": the whole stack};
`members` with {"channel"} (load the state again).

`POST /workspace/…`, JSON in; every body has `as`:

    send      {channel, text, thread_ts?, broadcast?}
    edit      {channel, ts, text}            remove  {channel, ts}
    command   {channel, command: "/meded", text}
    press     {action_id, block_id?, entry?} with {channel, ts} or {view_id}
    submit    {view_id, entries: {block or action id: entry}}
    close     {view_id, everything?}
    shortcut  {callback_id, channel?, ts?}
    open      {tab: "home"|"messages"}

An entry is an option's value, typed text, a date "YYYY-MM-DD", an id, or a list of them for
checkboxes and multi selects; a button needs none. All answer
{"acked", "error", "payload", "milliseconds", "ts", "deliveries", "attempts"}; `error` is what
to tell the person. 400: a body that is not understood. 404: what was meant is not there any
more (load the state again). 403: another origin.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from secrets import token_hex
from typing import TypeAlias

from aiohttp import web

from bot.fake_slack.client import Client
from bot.fake_slack.page_state import page_state
from bot.fake_slack.shapes import Change, Json, Receipt

PAGE = Path(__file__).parent / "page"
TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
Operation: TypeAlias = Callable[[Client, Json], Awaitable[Receipt]]

OPERATIONS: dict[str, Operation] = {
    "send": lambda c, b: c.send(
        b["as"],
        b["channel"],
        b["text"],
        b.get("thread_ts"),
        broadcast=bool(b.get("broadcast")),
    ),
    "edit": lambda c, b: c.edit(b["as"], b["channel"], b["ts"], b["text"]),
    "remove": lambda c, b: c.delete(b["as"], b["channel"], b["ts"]),
    "command": lambda c, b: c.command(b["as"], b["channel"], b["command"], b.get("text", "")),
    "press": lambda c, b: (
        c.press_in_view(b["as"], b["view_id"], b["action_id"], b.get("block_id"), b.get("entry"))
        if "view_id" in b
        else c.press(
            b["as"], b["channel"], b["ts"], b["action_id"], b.get("block_id"), b.get("entry")
        )
    ),
    "submit": lambda c, b: c.submit_view(b["as"], b["view_id"], b.get("entries")),
    "close": lambda c, b: c.close_view(b["as"], b["view_id"], everything=bool(b.get("everything"))),
    "shortcut": lambda c, b: c.shortcut(b["as"], b["callback_id"], b.get("channel"), b.get("ts")),
    "open": lambda c, b: (c.open_home if b["tab"] == "home" else c.open_messages_tab)(b["as"]),
}


@dataclass
class PageApi:
    """Serves the page and its API."""

    client: Client
    page: Path
    example: str = ""
    _started: str = field(default_factory=lambda: token_hex(8))
    _live_sockets: set[web.WebSocketResponse] = field(default_factory=set)

    def routes(self) -> list[web.AbstractRouteDef]:
        """Return the routes."""
        return [
            web.get("/", self._index),
            web.get(r"/page/{name:[a-z0-9_-]+\.[a-z]+}", self._file),
            web.get("/workspace/state", self._state),
            web.get("/workspace/live", self._live),
            web.post("/workspace/{operation}", self._operate),
        ]

    async def _index(self, _: web.Request) -> web.Response:
        return self._read("index.html")

    async def _file(self, request: web.Request) -> web.Response:
        return self._read(request.match_info["name"])

    async def _state(self, request: web.Request) -> web.Response:
        own = {"started": self._started, "example": self.example}
        return web.json_response(page_state(self.client, self._person(request)) | own)

    async def _live(self, request: web.Request) -> web.WebSocketResponse:
        person = self._person(request)
        socket = web.WebSocketResponse(heartbeat=20)
        await socket.prepare(request)
        changes = self.client.state.changes
        feed = changes.subscribe(person)
        teller = asyncio.ensure_future(_tell(socket, feed))
        self._live_sockets.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._live_sockets.discard(socket)
            changes.unsubscribe(feed)
            teller.cancel()
        return socket

    async def hang_up(self) -> None:
        """Close the live sockets."""
        for socket in set(self._live_sockets):
            await socket.close()

    async def _operate(self, request: web.Request) -> web.Response:
        operation = OPERATIONS.get(request.match_info["operation"])
        if operation is None:
            raise web.HTTPNotFound
        if request.content_type != "application/json":
            raise web.HTTPUnsupportedMediaType
        try:
            receipt = await operation(self.client, await request.json())
        except KeyError as missing:
            return web.json_response({"error": f"missing: {missing}"}, status=400)
        except LookupError as gone:
            return web.json_response({"error": str(gone)}, status=404)
        except (TypeError, json.JSONDecodeError) as broken:
            return web.json_response({"error": str(broken)}, status=400)
        return web.json_response(asdict(receipt))

    def _person(self, request: web.Request) -> str:
        person = self.client.state.people.get(request.query.get("as", ""))
        if person is None or person.is_bot:
            raise web.HTTPBadRequest(reason="`as` has to be the id of a person here")
        return person.id

    def _read(self, name: str) -> web.Response:
        path = self.page / name
        if path.suffix not in TYPES or not path.is_file():
            raise web.HTTPNotFound
        return web.Response(
            body=path.read_bytes(), content_type=TYPES[path.suffix], charset="utf-8"
        )


async def _tell(socket: web.WebSocketResponse, feed: asyncio.Queue[Change]) -> None:
    while not socket.closed:
        change = await feed.get()
        await socket.send_json({"kind": change.kind, "data": change.data})
