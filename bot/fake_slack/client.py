"""Slack's client, as people use it: the driving API of tests and of the page."""

from collections.abc import Sequence

from bot.fake_slack.clock import Clock
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.pressing import Pressing
from bot.fake_slack.shapes import Json, Receipt
from bot.fake_slack.state import Scheduled
from bot.fake_slack.talking import Talking


class Client(Talking, Pressing):
    """What people do and what they see.

    `sent` is every attempt to deliver something to the app, and its acknowledgement; `calls`
    every request the app made, with its answer; `pings` every unescaped mention in something
    the bot wrote; `warnings` what Slack would let pass but should not have been sent; `views` a
    person's stack of modals with the errors shown. `move_clock` lets time pass at once:
    deadlines, retries and scheduled messages follow. LookupError: the person, channel, message,
    view or element is not there.
    """

    def __init__(self, manifest: Manifest, clock: Clock, retry_delays: Sequence[float]) -> None:
        super().__init__(manifest, clock, retry_delays)
        self.sent = self.dispatcher.sent
        self.calls, self.pings = self.state.calls, self.state.pings
        self.warnings, self.views = self.state.warnings, self.state.views
        self.wait_for, self.move_clock = self.state.changes.wait_for, clock.move

    async def emit(self, name: str, event: Json) -> Receipt:
        """Deliver any other event the app is subscribed to (app_uninstalled, …)."""
        shown = {"type": name, "event_ts": self.state.new_ts(), **event}
        return await self.dispatcher.event(name, shown)

    def dm(self, user: str) -> str:
        """Return the id of a person's DM with the bot."""
        return self.state.person(user).dm

    def messages(self, channel: str) -> list[Json]:
        """Return a channel's messages, oldest first."""
        here = self.state.channel(channel)
        return [here.message_json(message) for message in here.messages.values()]

    def ephemerals(self, user: str, channel: str) -> list[Json]:
        """Return what only this person sees in a channel, oldest first."""
        return [
            message.as_json()
            for message in self.state.ephemerals.values()
            if (message.only_for, message.channel) == (user, channel)
        ]

    def home(self, user: str) -> Json | None:
        """Return a person's Home tab."""
        view = self.state.homes.get(user)
        return view.as_json() if view else None

    @property
    def scheduled(self) -> list[Scheduled]:
        """Messages that are still to be posted, soonest first."""
        return sorted(self.state.scheduled.values(), key=lambda kept: kept.post_at)
