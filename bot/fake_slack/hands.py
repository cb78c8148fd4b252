"""What people do and what they see: the driving API of tests and of the page."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from bot.fake_slack.answering import Answering
from bot.fake_slack.elements import Choice
from bot.fake_slack.envelope import Sent
from bot.fake_slack.parts import Parts
from bot.fake_slack.pressing import Pressing
from bot.fake_slack.shapes import Call, Json, Ping, Result
from bot.fake_slack.state import Scheduled
from bot.fake_slack.talking import Talking

T = TypeVar("T")


class Hands:
    """Every deed returns once the app acknowledged it, or Slack would have given up on it.

    LookupError: the person, channel, message, view or element is not there.
    """

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.state = parts.state
        self.faults = parts.faults
        self._answering = Answering(parts)
        self._talking = Talking(parts, self._answering)
        self._pressing = Pressing(parts, self._answering)

    async def send(
        self,
        user: str,
        channel: str,
        text: str,
        thread_ts: str | None = None,
        *,
        broadcast: bool = False,
    ) -> Result:
        """Write a message; the result's `ts` is the message's."""
        return await self._talking.send(user, channel, text, thread_ts, broadcast=broadcast)

    async def edit(self, user: str, channel: str, ts: str, text: str) -> Result:
        """Change one's own message."""
        return await self._talking.edit(user, channel, ts, text)

    async def delete(self, user: str, channel: str, ts: str) -> Result:
        """Take one's own message away."""
        return await self._talking.delete(user, channel, ts)

    async def command(self, user: str, channel: str, command: str, text: str = "") -> Result:
        """Run a slash command."""
        return await self._talking.command(user, channel, command, text)

    async def press(  # noqa: PLR0913, PLR0917 - where, what, and what was chosen
        self,
        user: str,
        channel: str,
        message_ts: str,
        action_id: str,
        block_id: str | None = None,
        choice: Choice = None,
    ) -> Result:
        """Use an element of a message, an ephemeral one included."""
        place = (user, channel, message_ts)
        return await self._pressing.in_message(place, action_id, block_id, choice)

    async def press_in_view(
        self,
        user: str,
        view_id: str,
        action_id: str,
        block_id: str | None = None,
        choice: Choice = None,
    ) -> Result:
        """Use an element of a modal or of Home."""
        return await self._pressing.in_view(user, view_id, action_id, block_id, choice)

    async def submit_view(
        self, user: str, view_id: str, state: Mapping[str, Choice] | None = None
    ) -> Result:
        """Fill in (by block id or action id) and submit a modal."""
        return await self._pressing.submit(user, view_id, dict(state or {}))

    async def close_view(self, user: str, view_id: str, *, everything: bool = False) -> Result:
        """Close a modal, or the whole stack."""
        return await self._pressing.close(user, view_id, everything=everything)

    async def shortcut(
        self, user: str, callback_id: str, channel: str | None = None, ts: str | None = None
    ) -> Result:
        """Use a global shortcut, or with channel and ts a message shortcut."""
        return await self._pressing.shortcut(user, callback_id, channel, ts)

    async def open_home(self, user: str) -> Result:
        """Look at the app's Home tab."""
        return await self._pressing.open_tab(user, "home")

    async def open_messages_tab(self, user: str) -> Result:
        """Look at the app's messages tab."""
        return await self._pressing.open_tab(user, "messages")

    async def join(self, user: str, channel: str) -> Result:
        """Join a channel; the bot's user id invites the bot."""
        return await self._talking.move(user, channel, joins=True)

    async def leave(self, user: str, channel: str) -> Result:
        """Leave a channel; the bot's user id removes the bot."""
        return await self._talking.move(user, channel, joins=False)

    async def emit(self, name: str, event: Json) -> Result:
        """Deliver any other event the app is subscribed to (app_uninstalled, …)."""
        shown = {"type": name, "event_ts": self.state.new_ts(), **event}
        return await self.parts.delivery.event(name, shown)

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

    def views(self, user: str) -> list[Json]:
        """Return a person's stack of modals, the uppermost last."""
        return [v.as_json() | {"errors": v.errors} for v in self.state.stacks.get(user, [])]

    @property
    def scheduled(self) -> list[Scheduled]:
        """Messages that are still to be posted, soonest first."""
        return sorted(self.state.scheduled.values(), key=lambda kept: kept.post_at)

    @property
    def sent(self) -> list[Sent]:
        """Every attempt to deliver something to the app, and its acknowledgement."""
        return self.parts.delivery.sent

    @property
    def calls(self) -> list[Call]:
        """Every request the app made, with its answer."""
        return self.state.calls

    @property
    def pings(self) -> list[Ping]:
        """Every unescaped mention in something the bot wrote."""
        return self.state.pings

    @property
    def warnings(self) -> list[str]:
        """What Slack would let pass but should not have been sent."""
        return self.state.warnings

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 5.0) -> T:  # noqa: ASYNC109 - the brief's own name
        """Return what `predicate` returns once it is truthy; TimeoutError after real seconds.

        It is asked again after every change in the workspace, so it has to look at that:
        messages, calls, sent, views, … rather than at a list of the test's own.
        """
        return await self.state.changes.wait_for(predicate, timeout)

    def move_clock(self, seconds: float) -> None:
        """Let time pass at once: deadlines, retries and scheduled messages follow."""
        self.state.clock.move(seconds)
