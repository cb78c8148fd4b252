"""Everything the workspace remembers, in memory only."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass

from bot.fake_slack import people
from bot.fake_slack.changes import Changes
from bot.fake_slack.clock import Clock
from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.installed import Installed
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.people import User
from bot.fake_slack.shapes import Call, Json, Ping
from bot.fake_slack.view import View


@dataclass
class Scheduled:
    """A message that will be posted at `post_at`, in seconds since the epoch."""

    id: str
    channel: str
    post_at: int
    args: Json
    created: int


def _channels(everybody: Iterable[User]) -> dict[str, Channel]:
    members = {person.id for person in everybody if not person.is_stranger}
    guests = {person.id for person in everybody if person.is_restricted}
    made = [
        Channel("C0INTERNAL", "our-department", "channel", members | {people.BOT_USER}),
        Channel(
            "C0PEDIATRIC",
            "shared-department",
            "channel",
            (members - guests) | {people.STRANGER.id, people.BOT_USER},
            is_ext_shared=True,
        ),
        Channel("C0PRIVATE0", "leads-only", "group", {people.DIRECTOR.id, people.ADMIN.id}),
    ]
    made += [
        Channel(person.dm, "directmessage", "im", {person.id, people.BOT_USER})
        for person in everybody
        if not person.is_stranger
    ]
    return {channel.id: channel for channel in made}


class State:
    """People, conversations, views, and what the app asked for."""

    def __init__(self, manifest: Manifest, clock: Clock, installed: Installed) -> None:
        self.manifest = manifest
        self.clock = clock
        self.installed = installed
        self.changes = Changes()
        bot = User(people.BOT_USER, "meded", manifest.name, "", is_bot=True)
        self.people = {person.id: person for person in (*people.EVERYBODY, bot)}
        self.channels = _channels(people.EVERYBODY)
        self.ephemerals: dict[str, Message] = {}
        self.scheduled: dict[str, Scheduled] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.filled: dict[str, dict[str, Json]] = {}
        self.calls: list[Call] = []
        self.pings: list[Ping] = []
        self.warnings: list[str] = []
        self._ids = itertools.count(1)
        self._last_micros = 0

    def new_id(self, prefix: str) -> str:
        """Return an id that was not given before."""
        return f"{prefix}{next(self._ids):08d}"

    def numbered(self, blocks: list[Json]) -> list[Json]:
        """Give every block an id, as Slack does."""
        return [{"block_id": self.new_id("b"), **block} for block in blocks]

    def new_ts(self) -> str:
        """Return a message timestamp later than every one before."""
        micros = max(int(self.clock.now() * 1_000_000), self._last_micros + 1)
        self._last_micros = micros
        return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"

    def person(self, user: str) -> User:
        """Return a person; LookupError if nobody has this id."""
        if user not in self.people:
            raise LookupError(f"nobody here is called {user!r}")
        return self.people[user]

    def channel(self, channel: str) -> Channel:
        """Return a channel; LookupError if there is none."""
        if channel not in self.channels:
            raise LookupError(f"there is no channel {channel!r}")
        return self.channels[channel]

    def message(self, channel: str, ts: str) -> Message | None:
        """Return a message, ephemeral ones included."""
        ephemeral = self.ephemerals.get(ts)
        if ephemeral and ephemeral.channel == channel:
            return ephemeral
        return self.channel(channel).messages.get(ts)

    def views(self, user: str) -> list[Json]:
        """Return a person's stack of modals as the page shows it, the uppermost last."""
        return [view.as_json() | {"errors": view.errors} for view in self.stacks.get(user, [])]

    def view(self, view_id: str) -> View | None:
        """Return a view that somebody has open, or a Home tab."""
        stacked = itertools.chain.from_iterable(self.stacks.values())
        return next((v for v in (*stacked, *self.homes.values()) if v.id == view_id), None)

    def record(self, method: str, args: Json, answer: Json, status: int) -> None:
        """Keep a request that the app made."""
        self.calls.append(Call(self.clock.now(), method, args, answer, status))
        self.changes.note()

    def warn(self, words: str) -> None:
        """Keep what Slack would let pass but should not have been sent."""
        self.warnings.append(words)
        self.changes.note()
