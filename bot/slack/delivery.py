"""Delivery: what one request in Slack comes to, said where it belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from slack_sdk.errors import SlackApiError

from bot.slack.blocks import draw
from bot.slack.errors import reason
from bot.slack.history import clear, strip_buttons
from bot.slack.origin import Kind
from bot.slack.people import pass_on
from bot.slack.views import draw_form, draw_home, draw_in_form, errors_of
from flows.dialogue.effect import TOLD, Outcome
from flows.dialogue.reply import Form, HomeView, Message
from flows.dialogue.result import Audience
from flows.language.messages import say

if TYPE_CHECKING:
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.origin import Arrival
    from bot.slack.people import People
    from bot.turns import Committed
    from flows.dialogue.replies import Replies

_AWAY = {"channel_not_found", "not_in_channel", "is_archived"}


class SlackDelivery:
    """Answers one request; it knows the message that shows the answer, to change it later."""

    def __init__(
        self,
        arrival: Arrival,
        client: AsyncWebClient,
        respond: AsyncRespond | None,
        people: People,
        replies: Replies,
    ) -> None:
        self._request, self._origin = arrival
        self._client = client
        self._respond = respond
        self._people = people
        self._replies = replies
        self._shown: tuple[str, str] | None = None  # the channel and moment of what shows it
        self._acknowledged = False
        if self._origin.is_ours:
            self._shown = (self._origin.channel, self._origin.ts or "")

    def acknowledgement(self, committed: Committed) -> dict[str, Any]:
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
                    view=draw_home(reply.message, committed.version),
                )
            case _:
                assert_never(reply)

    async def pass_on(self, text: str) -> Outcome:
        """Pass a question on to the people who are set up."""
        contact = self._request.installation.contact
        if contact is None:
            return Outcome(done=False)
        return await pass_on(self._client, contact, self._origin.person.user, text)

    async def delete_messages(self) -> Outcome:
        """Take our messages back in the person's own conversation."""
        pressed, self._shown = self._shown, None
        direct = await self._people.conversation(self._origin.person, self._client)
        gone = await clear(self._client, direct, pressed[1] if pressed else None)
        return Outcome(done=gone)

    async def _say(self, message: Message, committed: Committed) -> None:
        origin = self._origin
        once = committed.repeated and origin.kind in {Kind.TYPED, Kind.MENTION}
        if once and not origin.retried:
            return
        if committed.effects and self._is_told_alone(committed):
            return
        if origin.kind is Kind.FORM:
            await self._in_form(message, committed)
        elif self._shown and committed.saved:
            await self._redraw(message, committed)
        elif origin.kind is Kind.MENTION:
            await self._mention(message, committed)
        elif origin.kind in {Kind.TYPED, Kind.HOME} or origin.is_ours:
            await self._post_directly(message, committed)
        elif committed.audience is Audience.DIRECT:
            await self._move_to_direct(message, committed)
        else:
            await self._whisper(message, committed, replace=origin.ephemeral)

    def _is_told_alone(self, committed: Committed) -> bool:
        """Whether what is only underway stays unsaid, for it could not be changed afterwards."""
        lasting = self._shown is None and self._origin.kind is not Kind.FORM
        return lasting and any(isinstance(effect, TOLD) for effect in committed.effects)

    async def _post_directly(self, message: Message, committed: Committed) -> None:
        """Say it in the conversation it came from; what can't be saved leaves the old one alone."""
        origin = self._origin
        if origin.is_ours and not committed.saved:
            await self._whisper(message, committed, replace=False)
            return
        channel = origin.channel or await self._people.conversation(origin.person, self._client)
        await self._post(message, committed, channel, origin.thread)

    async def _post(
        self, message: Message, committed: Committed, channel: str, thread: str | None
    ) -> None:
        posted = await self._client.chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, **_drawn(message, committed)
        )
        self._shown = (posted["channel"], posted["ts"])
        if committed.audience is Audience.DIRECT:
            await strip_buttons(self._client, posted["channel"], posted["ts"])

    async def _redraw(self, message: Message, committed: Committed) -> None:
        channel, ts = self._shown or ("", "")
        # The plain call: the typed one walks through all blocks once more.
        drawn = {"channel": channel, "ts": ts, **_drawn(message, committed)}
        await self._client.api_call("chat.update", json=drawn)

    async def _in_form(self, message: Message, committed: Committed) -> None:
        """Show in the form what it comes to; if it was closed meanwhile, say it directly."""
        view = draw_in_form(say().ask_person, message, committed.version)
        try:
            await self._client.views_update(view_id=self._origin.view, view=view)
        except SlackApiError:
            await self._post_directly(message, committed)

    async def _move_to_direct(self, message: Message, committed: Committed) -> None:
        """A step of somebody's own decision goes to their direct messages, with a link there."""
        origin = self._origin
        direct = await self._people.conversation(origin.person, self._client)
        await self._post(message, committed, direct, None)
        if direct != origin.channel and self._respond:
            link = f"https://slack.com/app_redirect?channel={direct}&team={origin.team}"
            await self._respond(
                say().asks_in_dm.format(link=f"<{link}|{say().open_it}>"),
                response_type="ephemeral",
                replace_original=origin.ephemeral,
            )

    async def _mention(self, message: Message, committed: Committed) -> None:
        origin = self._origin
        if committed.audience is Audience.ALONE:
            await self._say_alone(message, committed)
            return
        everybody = committed._replace(version=0)  # the buttons are for whoever presses them
        drawn = _drawn(message, everybody)
        try:
            await self._client.chat_postMessage(
                channel=origin.channel, thread_ts=origin.thread, unfurl_links=False, **drawn
            )
        except SlackApiError as error:
            if reason(error) not in _AWAY:
                raise
            await self._client.chat_postMessage(channel=origin.person.user, text=say().invite)
            return
        if not committed.version:
            return  # no decision without a session
        offer = self._replies.system.offer(self._request.installation.privacy)
        await self._post_alone(offer, everybody)

    async def _say_alone(self, message: Message, committed: Committed) -> None:
        """Answer a mention so that nobody else sees it: there, or where we can't, in private."""
        try:
            await self._post_alone(message, committed)
        except SlackApiError:
            direct = await self._people.conversation(self._origin.person, self._client)
            await self._post(message, committed, direct, None)

    async def _post_alone(self, message: Message, committed: Committed) -> None:
        channel, thread, user = self._origin.channel, self._origin.thread, self._origin.person.user
        await self._client.chat_postEphemeral(
            channel=channel, thread_ts=thread, user=user, **_drawn(message, committed)
        )

    async def _whisper(self, message: Message, committed: Committed, *, replace: bool) -> None:
        """Say something to the person alone, in the thread they are in.

        `replace` what they pressed, if only they see it.
        """
        if self._respond is None:
            return
        await self._respond(
            response_type="ephemeral",
            replace_original=replace,
            thread_ts=self._origin.thread,
            **_drawn(message, committed),
        )


def _drawn(message: Message, committed: Committed) -> dict[str, Any]:
    drawing = draw(message, step=committed.audience is Audience.DIRECT)
    return {"text": drawing.text, "blocks": drawing.at(committed.version)}
