"""Failures of Slack that tests can switch on."""

from collections import defaultdict, deque
from dataclasses import dataclass, field

from bot.fake_slack.clock import Clock

ANY = "*"


@dataclass(frozen=True)
class Failure:
    """An answer given instead of the real one."""

    status: int
    error: str
    retry_after: int | None = None


@dataclass
class Failures:
    """Switches and countdowns; a method of "*" means every method.

    `deaf_sockets`: a socket used while it is on hears and says nothing more, not even pongs,
    until its client replaces it. `paced_posts`: one chat.postMessage a second and channel.
    `held`: the methods that are being answered slowly right now.
    """

    clock: Clock
    duplicate_envelopes: bool = False
    deaf_sockets: bool = False
    paced_posts: bool = False
    held: list[str] = field(default_factory=list)
    _failures: dict[str, deque[Failure]] = field(default_factory=lambda: defaultdict(deque))
    _delays: dict[str, float] = field(default_factory=dict)
    _last_post: dict[str, float] = field(default_factory=dict)

    def rate_limit(self, method: str = ANY, times: int = 1, retry_after: int = 1) -> None:
        """Answer the next `times` calls with 429 and Retry-After in seconds."""
        self._failures[method].extend([Failure(429, "ratelimited", retry_after)] * times)

    def server_errors(self, method: str = ANY, times: int = 1, status: int = 500) -> None:
        """Answer the next `times` calls with a server error."""
        self._failures[method].extend([Failure(status, "internal_error")] * times)

    def refuse(self, method: str, error: str, times: int = 1) -> None:
        """Answer the next `times` calls with `ok: false` and this error."""
        self._failures[method].extend([Failure(200, error)] * times)

    def clear(self) -> None:
        """Forget every failure that is still due."""
        self._failures.clear()

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
