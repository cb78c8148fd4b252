"""Slack's client, as people use it: the driving API of tests and of the page."""

from collections.abc import Sequence

from bot.fake_slack.conversation import Channel
from bot.fake_slack.envelope import Envelope, EnvelopeType
from bot.fake_slack.people import BOT_USER, User
from bot.fake_slack.pressing import Pressing
from bot.fake_slack.shapes import Json, Receipt
from bot.fake_slack.state import Scheduled, State
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

    def __init__(self, state: State, retry_delays: Sequence[float]) -> None:
        super().__init__(state, retry_delays)
        self.sent = self.dispatcher.sent
        self.calls, self.pings = self.state.calls, self.state.pings
        self.warnings, self.views = self.state.warnings, self.state.views
        self.wait_for, self.move_clock = self.state.changes.wait_for, state.clock.move

    async def emit(self, name: str, event: Json) -> Receipt:
        """Deliver any other event the app is subscribed to (app_uninstalled, …)."""
        shown = {"type": name, "event_ts": self.state.new_ts(), **event}
        return await self.dispatcher.event(name, shown)

    async def deliver(self, payload: Json, kind: EnvelopeType, *, retry: int = 0) -> Receipt:
        """Deliver a payload just as it is, whatever it says, once."""
        answered = kind == "slash_commands" or payload.get("type") == "view_submission"
        envelope = Envelope(kind, payload, accepts_response=answered)
        return (await self.dispatcher.once(envelope, retry)).receipt()

    def admit(self, person: User, *channels: str) -> str:
        """Let somebody be here and in these channels; members also have a DM with the bot."""
        self.state.people[person.id] = person
        for channel in channels:
            self.state.channel(channel).members.add(person.id)
        if not person.is_stranger:
            self._open_dm(person.dm, person.id, BOT_USER)
        return person.id

    def private_dm(self, one: str, other: str) -> str:
        """Open a DM between two people, where the bot is not; return its id."""
        return self._open_dm(self.state.new_id("D"), one, other)

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

    def _open_dm(self, channel: str, one: str, other: str) -> str:
        self.state.channels[channel] = Channel(channel, "directmessage", "im", {one, other})
        return channel
