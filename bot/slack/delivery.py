"""The surface: runs the turn of whatever happened, then says the reply where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.blocks import draw
from bot.slack.errors import reason
from bot.slack.history import clear, strip_buttons
from bot.slack.payloads import Kind
from bot.slack.people import Guests, pass_on
from flows.dialogue.action import ActionType
from flows.dialogue.reply import Link, Note

if TYPE_CHECKING:
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.payloads import Origin
    from bot.slack.send_queue import SendQueue
    from bot.store.keys import Person
    from bot.turns import Request, Turn, TurnService

_AWAY = {"channel_not_found", "not_in_channel", "is_archived"}
_LEFT = "Some of my messages could not be removed. Write “forget me” to have that tried again."
_INVITE = "I can't write in that channel. Invite me there, or ask me here."


class SlackDelivery:
    """Answers in Slack; a turn is committed before this returns, said afterwards."""

    def __init__(
        self, turn_service: TurnService, send_queue: SendQueue, human_channel: str | None = None
    ) -> None:
        self.turn_service = turn_service
        self.human_channel = human_channel
        self.send_queue = send_queue
        self._guests = Guests()
        self._sent: dict[str, str | None] = {}  # event → link to what it posted, while this runs
        self._homes: dict[str, str] = {}  # user → their conversation with us, which never changes

    async def answer(
        self, arrival: tuple[Request, Origin] | None, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Run a turn and queue what it says."""
        if arrival is None:
            return
        request, origin = arrival
        if origin.external or await self._guests.has(origin.user, client):
            turn = await self.turn_service.handle_anonymous(request)
        else:
            turn = await self.turn_service.turn(request)
        if turn.reply.missed or request.action.type is ActionType.KEEP:
            self.send_queue.add("tally", self.turn_service.record_feedback(request, turn))
        self.send_queue.add(
            origin.channel, self._say(turn, request, origin, _Voice(client, respond))
        )

    def welcome(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        """Say hello to somebody who opens our conversation and finds it empty."""
        self.send_queue.add(channel, self._welcome(person, channel, client))

    async def _welcome(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        found = await client.conversations_history(channel=channel, limit=1)
        if not found["messages"]:
            turn = await self.turn_service.look(person)
            await client.chat_postMessage(channel=channel, unfurl_links=False, **_drawn(turn))

    async def _say(self, turn: Turn, request: Request, origin: Origin, voice: _Voice) -> None:
        if turn.forgotten:
            await self._forgotten(turn, origin, voice)
        elif request.action.type is ActionType.SEND and turn.saved and turn.version:
            await self._pass_on(turn, request, origin, voice)
        elif origin.ours:
            await self._redraw(turn, origin, voice)
        elif origin.kind is Kind.TYPED:
            if not turn.repeated or origin.retried:
                await self._post(turn, origin.channel, origin.thread, voice)
        elif origin.kind is Kind.MENTION:
            if not turn.repeated or origin.retried:
                await self._say_in_thread(turn, origin, voice)
        elif turn.reply.personal:
            await self._move_home(turn, origin, voice)
        else:
            await voice.post_ephemeral(turn, origin, replace=origin.ephemeral)

    async def _post(self, turn: Turn, channel: str, thread: str | None, voice: _Voice) -> None:
        posted = await voice.client.chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, **_drawn(turn)
        )
        if turn.reply.personal:
            await strip_buttons(voice.client, posted["channel"], posted["ts"])

    async def _redraw(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        if turn.saved:
            # The plain call: the typed one walks through all blocks once more.
            place = {"channel": origin.channel, "ts": origin.ts}
            await voice.client.api_call("chat.update", json={**place, **_drawn(turn)})
        else:
            await voice.post_ephemeral(turn, origin, replace=False)

    async def _move_home(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        """A step of somebody's own decision goes to their direct messages, with a link there."""
        home = await self._home(origin.user, voice.client)
        await self._post(turn, home, None, voice)
        if home != origin.channel:
            link = f"https://slack.com/app_redirect?channel={home}&team={origin.team}"
            await voice.respond(
                f"Sent to your DM. <{link}|Open it>",
                response_type="ephemeral",
                replace_original=origin.ephemeral,
            )

    async def _say_in_thread(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        if turn.reply.urgent:
            await self._say_alone(turn, origin, voice)
            return
        try:
            everybody = turn._replace(version=0)  # the buttons are for whoever presses them
            await voice.client.chat_postMessage(
                channel=origin.channel,
                thread_ts=origin.thread,
                unfurl_links=False,
                **_drawn(everybody),
            )
        except SlackApiError as error:
            if reason(error) not in _AWAY:
                raise
            await voice.client.chat_postMessage(channel=origin.user, text=_INVITE)
            return
        if not turn.version:
            return  # no decision without a session
        offer = draw(self.turn_service.engine.lobby.offer())
        await voice.client.chat_postEphemeral(
            channel=origin.channel,
            thread_ts=origin.thread,
            user=origin.user,
            text=offer.text,
            blocks=offer.at(0),
        )

    async def _say_alone(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        """Answer a mention so that nobody else sees it: there, or where we can't, in private."""
        try:
            await voice.client.chat_postEphemeral(
                channel=origin.channel, thread_ts=origin.thread, user=origin.user, **_drawn(turn)
            )
        except SlackApiError:
            home = await self._home(origin.user, voice.client)
            await self._post(turn, home, None, voice)

    async def _forgotten(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        """Take our messages back, then give the receipt; it says so if some of them stayed."""
        parts, text = (*turn.reply.parts, Note(_LEFT)), f"{turn.reply.text} {_LEFT}"
        some = turn._replace(reply=replace(turn.reply, parts=parts, text=text))
        try:
            home = await self._home(origin.user, voice.client)
            gone = await clear(voice.client, home, origin.ts if origin.ours else None)
        except Exception:
            await self._receipt(some, origin, voice)
            raise  # the one handler hears of it too
        await self._receipt(turn if gone else some, origin, voice)

    async def _receipt(self, turn: Turn, origin: Origin, voice: _Voice) -> None:
        if origin.home and not origin.ephemeral:
            await voice.client.chat_postMessage(channel=origin.channel, **_drawn(turn))
        else:
            await voice.post_ephemeral(turn, origin, replace=origin.ephemeral)

    async def _pass_on(self, turn: Turn, request: Request, origin: Origin, voice: _Voice) -> None:
        """Send a question to the people who are set up, then say so, with a link to it.

        A repeated press sends only what none before it did: they failed, or the bot died.
        """
        lobby, text = self.turn_service.engine.lobby, request.action.text
        if request.event not in self._sent:
            try:
                link = await pass_on(voice.client, self.human_channel or "", origin.user, text)
            except Exception:
                await self._redraw(turn._replace(reply=lobby.unsent(text)), origin, voice)
                raise  # the one handler hears of it too
            self._sent[request.event] = link
        reply = lobby.sent()
        if link := self._sent[request.event]:
            reply = replace(reply, parts=(*reply.parts, Link("See it there", link)))
        await self._redraw(turn._replace(reply=reply), origin, voice)

    async def _home(self, user: str, client: AsyncWebClient) -> str:
        if user not in self._homes:
            opened = await client.conversations_open(users=user)
            self._homes[user] = str(opened["channel"]["id"])
        return self._homes[user]


class _Voice:
    """The two ways to say something: the Web API, and the address that came with the deed."""

    def __init__(self, client: AsyncWebClient, respond: AsyncRespond) -> None:
        self.client = client
        self.respond = respond

    async def post_ephemeral(self, turn: Turn, origin: Origin, *, replace: bool) -> None:
        """Say something to the person alone, in the thread they are in.

        `replace` what they pressed, if only they see it.
        """
        await self.respond(
            response_type="ephemeral",
            replace_original=replace,
            thread_ts=origin.thread,
            **_drawn(turn),
        )


def _drawn(turn: Turn) -> dict[str, Any]:
    drawing = draw(turn.reply)
    return {"text": drawing.text, "blocks": drawing.at(turn.version)}
