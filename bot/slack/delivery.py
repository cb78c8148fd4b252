"""Delivery: what one request in Slack comes to, said where it belongs."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, NamedTuple, assert_never

from bot.slack.blocks import draw
from bot.slack.errors import UNREACHED
from bot.slack.mrkdwn import escaped
from bot.slack.origin import Kind
from bot.slack.people import pass_on
from bot.slack.sender import Sender
from bot.slack.views import draw_form, draw_home, draw_in_form, errors_of
from flows.dialogue.effect import TOLD, Outcome
from flows.dialogue.reply import Form, HomeView, Message
from flows.dialogue.result import Audience
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.history import History
    from bot.slack.installed import Installed
    from bot.slack.origin import Arrival
    from bot.slack.people import People
    from bot.store.marks import Marks
    from bot.turns import Committed
    from flows.dialogue.replies import Replies

Json = dict[str, Any]


class Collaborators(NamedTuple):
    """What every delivery of one installation works with."""

    installed: Installed
    people: People
    history: History
    marks: Marks
    replies: Replies


class SlackDelivery:
    """Answers one request; it knows the message that shows the answer, to change it later."""

    def __init__(self, arrival: Arrival, client: AsyncWebClient, around: Collaborators) -> None:
        self._request, self._origin = arrival
        self._client = client
        self._around = around
        self._sender = Sender(self._origin, client, around.people)
        self._shown: tuple[str, str] | None = None  # the channel and moment of what shows it
        self._acknowledged = False
        self._at, self._begun = self._origin.at or str(time.time()), time.monotonic()
        if self._origin.is_ours:
            self._shown = (self._origin.channel, self._origin.ts or "")

    def acknowledgement(self, committed: Committed) -> Json:
        """Answer a form in the acknowledgement itself, which then need not be delivered."""
        self._acknowledged, reply = True, committed.reply
        if isinstance(reply, Form) and (errors := errors_of(reply)):
            return {"response_action": "errors", "errors": errors}
        if isinstance(reply, Form):
            return {"response_action": "update", "view": draw_form(reply, committed.version)}
        message = reply.message if isinstance(reply, HomeView) else reply
        view = draw_in_form(say().ask_person, message, committed.version)
        return {"response_action": "update", "view": view}

    async def deliver(self, committed: Committed) -> None:
        """Say a reply where its kind and its audience belong."""
        if self._acknowledged:
            self._acknowledged = False
            return
        reply = committed.reply
        match reply:
            case Message():
                await self._say(reply, committed)
            case Form():
                await self._client.views_open(
                    trigger_id=self._origin.trigger, view=draw_form(reply, committed.version)
                )
            case HomeView():
                await self._client.views_publish(
                    user_id=self._origin.person.user,
                    view=draw_home(reply.message, committed.version, self._request.event),
                )
            case _:
                assert_never(reply)

    async def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what tidies beside everything that is said."""
        self._around.history.later(str(self._origin.person), work)

    async def pass_on(self, text: str) -> Outcome:
        """Pass a question on to the people who are set up."""
        contact = self._request.installation.contact
        if contact is None:
            return Outcome(done=False)
        return await pass_on(self._client, contact, self._origin.person.user, text)

    async def delete_messages(self) -> Outcome:
        """Take back what we said to the person directly before this, but for the receipt."""
        people, history = self._around.people, self._around.history
        self._shown = None  # whoever goes on from the receipt keeps what they see
        direct = await people.conversation(self._origin.person, self._client)
        gone = await history.clear(self._client, direct, self._at, self._begun)
        return Outcome(done=gone)

    async def _say(self, message: Message, committed: Committed) -> None:
        origin = self._origin
        once = committed.repeated and origin.kind in {Kind.TYPED, Kind.MENTION}
        if once and not origin.retried:
            return
        if committed.effects and self._is_told_alone(committed):
            return
        drawn = self._drawn(message, committed)
        if origin.kind is Kind.FORM:
            await self._in_form(message, committed)
        elif self._shown and committed.saved:
            self._around.history.keep(self._shown)
            place = await self._sender.redraw(self._shown, drawn)
            self._shown = place if place[1] else None  # what they alone see can't be changed
        elif origin.kind is Kind.MENTION:
            await self._mention(message, committed)
        elif origin.is_ours:  # what can't be saved leaves what was pressed as it is
            await self._sender.show_alone(drawn)
        elif origin.kind in {Kind.TYPED, Kind.HOME}:
            await self._post(drawn, committed)
        elif committed.audience is Audience.DIRECT:
            await self._move_to_direct(drawn, committed)
        else:
            await self._sender.show_alone(drawn, replace=origin.ephemeral)

    def _is_told_alone(self, committed: Committed) -> bool:
        """Whether what is only underway stays unsaid, for it could not be changed afterwards."""
        lasting = self._shown is None and self._origin.kind is not Kind.FORM
        return lasting and any(isinstance(effect, TOLD) for effect in committed.effects)

    async def _post(self, drawn: Json, committed: Committed) -> None:
        channel, ts = await self._sender.post(drawn)
        if not ts:
            return
        self._shown = (channel, ts)
        if committed.audience is Audience.DIRECT:
            self._around.history.retire(self._client, channel, ts)

    async def _in_form(self, message: Message, committed: Committed) -> None:
        """Show in the form what it comes to; if it was closed meanwhile, say it directly."""
        view = draw_in_form(say().ask_person, message, committed.version)
        try:
            await self._client.views_update(view_id=self._origin.view, view=view)
        except UNREACHED:
            await self._post(self._drawn(message, committed), committed)

    async def _move_to_direct(self, drawn: Json, committed: Committed) -> None:
        """A step of somebody's own decision goes to their direct messages, with a link there."""
        origin = self._origin
        await self._post(drawn, committed)
        if self._shown is None or self._shown[0] == origin.channel:
            return
        link = self._around.installed.link(origin.app, origin.team)
        line = say().asks_in_dm.format(link=f"<{escaped(link)}|{say().open_it}>")
        await self._sender.show_alone({"text": line}, replace=origin.ephemeral)

    async def _mention(self, message: Message, committed: Committed) -> None:
        if committed.audience is not Audience.HERE:
            await self._sender.show_alone(self._drawn(message, committed))
            return
        origin, marks, system = self._origin, self._around.marks, self._around.replies.system
        person, thread = origin.person, f"{origin.channel} {origin.thread}"
        if await marks.mark(person.tenant_id, thread):
            message = system.in_thread(message)
        everybody = committed._replace(version=0)  # the buttons are for whoever presses them
        answered = await self._sender.post_in_channel(self._drawn(message, everybody))
        # No decision without a session, and no offer of one:
        if answered and committed.version and await marks.mark_offer(person, thread):
            offer = system.offer(self._request.installation.privacy)
            await self._sender.show_alone(self._drawn(offer, everybody))

    def _drawn(self, message: Message, committed: Committed) -> Json:
        drawing = draw(message, step=committed.audience is Audience.DIRECT)
        return drawing.at(committed.version, self._request.event)
