"""Failures of Slack that tests can switch on."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from aiohttp import web

from bot.fake_slack.clock import Clock
from bot.fake_slack.shapes import Json

ANY = "*"
PAGE = "<html><head><title>{0}</title></head><body><h1>{0}</h1></body></html>"


@dataclass(frozen=True)
class Failure:
    """An answer given instead of the real one; `done` if the call was carried out all the same."""

    status: int
    error: str
    retry_after: int | None = None
    html: bool = False
    done: bool = False

    @property
    def answer(self) -> Json:
        """The answer's body, or what stands for one that is not JSON."""
        return {"ok": False, "error": self.error}

    def response(self) -> web.Response:
        """Return the answer as it is sent."""
        if self.html:
            page = PAGE.format(f"{self.status} {self.error}")
            return web.Response(text=page, content_type="text/html", status=self.status)
        told = {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}
        return web.json_response(self.answer, status=self.status, headers=told)


@dataclass
class Failures:
    """Switches and countdowns; a method of "*" means every method.

    "response_url" is a method here, and is what is posted to any of those urls.
    `deaf_sockets`: a socket used while it is on hears and says nothing more, not even pongs,
    until its client replaces it. `paced_posts`: one chat.postMessage a second and channel.
    `history_ignores_latest`: conversations.history begins with the newest, whatever it is asked.
    `held`: the methods that are being answered slowly right now.
    """

    clock: Clock
    duplicate_envelopes: bool = False
    deaf_sockets: bool = False
    paced_posts: bool = False
    history_ignores_latest: bool = False
    held: list[str] = field(default_factory=list)
    _failures: dict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))
    _limits: dict[str, float] = field(default_factory=dict)
    _delays: dict[str, float] = field(default_factory=dict)
    _last_post: dict[str, float] = field(default_factory=dict)

    def rate_limit(self, method: str = ANY, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next `times` calls with 429 and Retry-After in seconds."""
        self._failures[method].extend([Failure(429, "ratelimited", retry_after)] * times)

    def limited(self, method: str, seconds: float) -> None:
        """Answer every call with 429 until so many seconds of the clock are over."""
        self._limits[method] = self.clock.now() + seconds

    def server_errors(self, method: str = ANY, times: int = 1, status: int = 500) -> None:
        """Answer the next `times` calls with a server error."""
        self._failures[method].extend([Failure(status, "internal_error")] * times)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next `times` calls with `ok: false` and this error; response urls say 404."""
        status = 404 if method == "response_url" else 200
        self._failures[method].extend([Failure(status, error)] * times)

    def html(
        self, method: str = ANY, times: int = 1, status: int = 502, *, done: bool = False
    ) -> None:
        """Answer the next `times` calls with a gateway's page; `done` if Slack did its part."""
        failure = Failure(status, "Bad Gateway", html=True, done=done)
        self._failures[method].extend([failure] * times)

    def clear(self) -> None:
        """Forget every failure that is still due."""
        self._failures.clear()
        self._limits.clear()

    def slow(self, method: str = ANY, seconds: float = 1.0) -> None:
        """Answer this method only after so many seconds of the clock; 0 ends it."""
        self._delays[method] = seconds

    async def due(self, method: str, channel: str | None) -> Failure | None:
        """Wait as long as is set, and return the failure that is due, if any."""
        delay = self._delays.get(method, self._delays.get(ANY, 0.0))
        if delay:
            self.held.append(method)
            await self.clock.until(self.clock.now() + delay)
            self.held.remove(method)
        for key in (method, ANY):
            if (left := self._limits.get(key, 0.0) - self.clock.now()) > 0:
                return Failure(429, "ratelimited", math.ceil(left))
            if self._failures[key]:
                return self._failures[key].popleft()
        if self.paced_posts and method == "chat.postMessage" and channel:
            return self._pace(channel)
        return None

    def _pace(self, channel: str) -> Failure | None:
        now = self.clock.now()
        if now - self._last_post.get(channel, now - 1) < 1:
            return Failure(429, "ratelimited", 1)
        self._last_post[channel] = now
        return None
