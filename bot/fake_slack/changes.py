"""Who waits for something to happen, and who is told of it."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.fake_slack.shapes import Change, Json

T = TypeVar("T")


class Changes:
    """Wakes waiting tests and feeds the pages' live sockets."""

    def __init__(self) -> None:
        self._happened = asyncio.Event()
        self._feeds: dict[asyncio.Queue[Change], str] = {}

    def note(self) -> None:
        """Wake whoever waits for a predicate to hold."""
        self._happened.set()
        self._happened = asyncio.Event()

    def tell(self, kind: str, data: Json, audience: frozenset[str] | None = None) -> None:
        """Send a change to the pages of those who may see it."""
        for feed, person in self._feeds.items():
            if audience is None or person in audience:
                feed.put_nowait(Change(kind, data, audience))
        self.note()

    def subscribe(self, person: str) -> asyncio.Queue[Change]:
        """Open a feed of what this person may see."""
        feed: asyncio.Queue[Change] = asyncio.Queue()
        self._feeds[feed] = person
        return feed

    def unsubscribe(self, feed: asyncio.Queue[Change]) -> None:
        """Close a feed."""
        self._feeds.pop(feed, None)

    async def wait_for(self, predicate: Callable[[], T], seconds: float = 5.0) -> T:
        """Return what `predicate` returns once it is truthy; TimeoutError after real `seconds`.

        It is asked again after every change in the workspace, so it has to look at that:
        messages, calls, sent, views, … rather than at a list of the test's own.
        """
        async with asyncio.timeout(seconds):
            while True:
                happened = self._happened
                if found := predicate():
                    return found
                await happened.wait()
