"""Socket Mode: the app's websockets, and the envelopes that go through them."""

import asyncio
import json
import secrets
import time
from dataclasses import dataclass, replace

from aiohttp import WSMsgType, web

from bot.fake_slack.clock import Clock
from bot.fake_slack.envelope import ACK_SECONDS, Ack, Envelope
from bot.fake_slack.failures import Failures
from bot.fake_slack.people import APP
from bot.fake_slack.shapes import Json

MOST = 10


@dataclass(eq=False)
class Pending:
    """An envelope that waits for its acknowledgement on one socket."""

    text: str
    acked: asyncio.Future[Json]
    socket: web.WebSocketResponse | None = None


class Sockets:
    """Up to ten connections; every payload goes to exactly one of them, in turn."""

    def __init__(self, clock: Clock, failures: Failures) -> None:
        self._clock = clock
        self._failures = failures
        self._tickets: set[str] = set()
        self._open: list[web.WebSocketResponse] = []
        self._deaf: set[web.WebSocketResponse] = set()
        self._pending: dict[str, Pending] = {}
        self._turn = 0
        self.handshakes = 0

    @property
    def count(self) -> int:
        """How many sockets are open."""
        return len(self._open)

    def ticket(self) -> str:
        """Give a ticket that opens one socket."""
        made = secrets.token_urlsafe(24)
        self._tickets.add(made)
        return made

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Keep one socket, from its handshake to its end."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=403, text="the ticket is unknown or was used")
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        if len(self._open) >= MOST:
            await self._say(socket, {"type": "disconnect", "reason": "too_many_websockets"})
            await socket.close()
            return socket
        self._open.append(socket)
        self.handshakes += 1
        try:
            await self._say(socket, self._hello())
            await self._assign(None)
            await self._listen(socket)
        finally:
            if socket in self._open:
                self._open.remove(socket)
            self._deaf.discard(socket)
            await self._assign(socket)
        return socket

    async def carry(self, envelope: Envelope, attempt: int, reason: str) -> Ack:
        """Send an envelope and wait; a socket that dies passes it on to another."""
        if not self._open and not self.handshakes:
            return Ack(acked=False, reason="no_connection")
        envelope_id = secrets.token_hex(16)
        body: Json = {
            "envelope_id": envelope_id,
            "type": envelope.kind,
            "payload": envelope.payload,
            "accepts_response_payload": envelope.accepts_response,
        }
        if envelope.kind == "events_api":
            body |= {"retry_attempt": attempt, "retry_reason": reason}
        pending = Pending(json.dumps(body), asyncio.get_running_loop().create_future())
        self._pending[envelope_id] = pending
        started = time.perf_counter()
        deadline = self._clock.now() + ACK_SECONDS
        try:
            await self._send(pending)
            ack = Ack(acked=True, payload=await self._clock.within(pending.acked, deadline))
        except TimeoutError:
            ack = Ack(acked=False, reason="timeout" if pending.socket else "no_connection")
        finally:
            del self._pending[envelope_id]
        return replace(ack, milliseconds=(time.perf_counter() - started) * 1000)

    async def disconnect(self, reason: str = "refresh_requested") -> None:
        """Ask every client to reconnect, and close the sockets."""
        leaving, self._open = self._open, []
        for socket in leaving:
            await self._say(socket, {"type": "disconnect", "reason": reason})
            await socket.close()

    async def warn(self) -> None:
        """Announce that the sockets will be closed soon."""
        for socket in self._open:
            await self._say(socket, {"type": "disconnect", "reason": "warning"})

    async def drop(self) -> None:
        """Cut every socket without a word."""
        leaving, self._open = self._open, []
        for socket in leaving:
            await socket.close(code=1011)

    async def _listen(self, socket: web.WebSocketResponse) -> None:
        async for message in socket:
            if self._is_deaf(socket):
                continue
            if message.type is WSMsgType.PING:
                await socket.pong(message.data)
            elif message.type is WSMsgType.TEXT:
                self._take(json.loads(message.data))

    def _take(self, answer: Json) -> None:
        pending = self._pending.get(str(answer.get("envelope_id")))
        if pending and not pending.acked.done():
            body = answer.get("payload") or {}
            pending.acked.set_result(body if isinstance(body, dict) else {"text": str(body)})

    async def _assign(self, lost: web.WebSocketResponse | None) -> None:
        """Send again what waited on a lost socket, or on none."""
        for pending in list(self._pending.values()):
            if pending.socket is lost and not pending.acked.done():
                await self._send(pending)

    async def _send(self, pending: Pending) -> None:
        pending.socket = None
        if not self._open:
            return
        self._turn += 1
        pending.socket = self._open[self._turn % len(self._open)]
        if self._is_deaf(pending.socket):
            return
        for _ in range(2 if self._failures.duplicate_envelopes else 1):
            await self._write(pending.socket, pending.text)

    def _is_deaf(self, socket: web.WebSocketResponse) -> bool:
        """Once deaf, a socket stays so until its client replaces it."""
        if self._failures.deaf_sockets:
            self._deaf.add(socket)
        return socket in self._deaf

    async def _say(self, socket: web.WebSocketResponse, body: Json) -> None:
        await self._write(socket, json.dumps(body | {"debug_info": {"host": "applink-local"}}))

    @staticmethod
    async def _write(socket: web.WebSocketResponse, text: str) -> None:
        try:
            await socket.send_str(text)
        except ConnectionError:
            # Its reader sees the end as well, and passes the envelope on.
            return

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._open),
            "connection_info": {"app_id": APP},
        }
