"""The surface: runs the turn of whatever happened, then says the reply where it belongs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.drawing import draw
from bot.slack.history import clear, retire
from bot.slack.incoming import Kind
from bot.slack.people import Guests, pass_on
from bot.slack.refusal import reason
from flows.move import Verb
from flows.reply import Link, Note

if TYPE_CHECKING:
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.desk import Deed, Desk, Turn
    from bot.slack.incoming import Spot
    from bot.slack.outbox import Outbox
    from bot.store.keys import Person

_AWAY = {"channel_not_found", "not_in_channel", "is_archived"}
_LEFT = "Some of my messages could not be removed. Write “forget me” to have that tried again."
_INVITE = "I can't write in that channel. Invite me there, or ask me here."


class Surface:
    """Answers in Slack; a turn is committed before this returns, said afterwards."""

    def __init__(self, desk: Desk, outbox: Outbox, human_channel: str | None = None) -> None:
        self.desk = desk
        self.human_channel = human_channel
        self.outbox = outbox
        self._guests = Guests()
        self._sent: dict[str, str | None] = {}  # event → link to what it posted, while this runs
        self._homes: dict[str, str] = {}  # user → their conversation with us, which never changes

    async def answer(
        self, arrival: tuple[Deed, Spot] | None, client: AsyncWebClient, respond: AsyncRespond
    ) -> None:
        """Run a turn and queue what it says."""
        if arrival is None:
            return
        deed, spot = arrival
        if spot.stranger or await self._guests.has(spot.user, client):
            turn = await self.desk.visit(deed)
        else:
            turn = await self.desk.turn(deed)
        if turn.reply.missed or deed.move.verb is Verb.KEEP:
            self.outbox.add("tally", self.desk.tally(deed, turn))
        self.outbox.add(spot.channel, self._say(turn, deed, spot, _Voice(client, respond)))

    def welcome(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        """Say hello to somebody who opens our conversation and finds it empty."""
        self.outbox.add(channel, self._welcome(person, channel, client))

    async def _welcome(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        found = await client.conversations_history(channel=channel, limit=1)
        if not found["messages"]:
            turn = await self.desk.look(person)
            await client.chat_postMessage(channel=channel, unfurl_links=False, **_drawn(turn))

    async def _say(self, turn: Turn, deed: Deed, spot: Spot, voice: _Voice) -> None:
        if turn.forgotten:
            await self._forgotten(turn, spot, voice)
        elif deed.move.verb is Verb.SEND and turn.saved and turn.version:
            await self._pass_on(turn, deed, spot, voice)
        elif spot.ours:
            await self._redraw(turn, spot, voice)
        elif spot.kind is Kind.TYPED:
            if not turn.repeated or spot.retried:
                await self._post(turn, spot.channel, spot.thread, voice)
        elif spot.kind is Kind.MENTION:
            if not turn.repeated or spot.retried:
                await self._say_in_thread(turn, spot, voice)
        elif turn.reply.personal:
            await self._move_home(turn, spot, voice)
        else:
            await voice.whisper(turn, spot, replace=spot.ephemeral)

    async def _post(self, turn: Turn, channel: str, thread: str | None, voice: _Voice) -> None:
        posted = await voice.client.chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, **_drawn(turn)
        )
        if turn.reply.personal:
            await retire(voice.client, posted["channel"], posted["ts"])

    async def _redraw(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        if turn.saved:
            # The plain call: the typed one walks through all blocks once more.
            place = {"channel": spot.channel, "ts": spot.ts}
            await voice.client.api_call("chat.update", json={**place, **_drawn(turn)})
        else:
            await voice.whisper(turn, spot, replace=False)

    async def _move_home(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        """A step of somebody's own decision goes to their direct messages, with a link there."""
        home = await self._home(spot.user, voice.client)
        await self._post(turn, home, None, voice)
        if home != spot.channel:
            link = f"https://slack.com/app_redirect?channel={home}&team={spot.team}"
            await voice.respond(
                f"Sent to your DM. <{link}|Open it>",
                response_type="ephemeral",
                replace_original=spot.ephemeral,
            )

    async def _say_in_thread(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        if turn.reply.urgent:
            await self._say_alone(turn, spot, voice)
            return
        try:
            everybody = turn._replace(version=0)  # the buttons are for whoever presses them
            await voice.client.chat_postMessage(
                channel=spot.channel, thread_ts=spot.thread, unfurl_links=False, **_drawn(everybody)
            )
        except SlackApiError as error:
            if reason(error) not in _AWAY:
                raise
            await voice.client.chat_postMessage(channel=spot.user, text=_INVITE)
            return
        if not turn.version:
            return  # no decision without a session
        offer = draw(self.desk.guide.lobby.offer())
        await voice.client.chat_postEphemeral(
            channel=spot.channel,
            thread_ts=spot.thread,
            user=spot.user,
            text=offer.text,
            blocks=offer.at(0),
        )

    async def _say_alone(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        """Answer a mention so that nobody else sees it: there, or where we can't, in private."""
        try:
            await voice.client.chat_postEphemeral(
                channel=spot.channel, thread_ts=spot.thread, user=spot.user, **_drawn(turn)
            )
        except SlackApiError:
            home = await self._home(spot.user, voice.client)
            await self._post(turn, home, None, voice)

    async def _forgotten(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        """Take our messages back, then give the receipt; it says so if some of them stayed."""
        parts, text = (*turn.reply.parts, Note(_LEFT)), f"{turn.reply.text} {_LEFT}"
        some = turn._replace(reply=replace(turn.reply, parts=parts, text=text))
        try:
            home = await self._home(spot.user, voice.client)
            gone = await clear(voice.client, home, spot.ts if spot.ours else None)
        except Exception:
            await self._receipt(some, spot, voice)
            raise  # the one handler hears of it too
        await self._receipt(turn if gone else some, spot, voice)

    async def _receipt(self, turn: Turn, spot: Spot, voice: _Voice) -> None:
        if spot.home and not spot.ephemeral:
            await voice.client.chat_postMessage(channel=spot.channel, **_drawn(turn))
        else:
            await voice.whisper(turn, spot, replace=spot.ephemeral)

    async def _pass_on(self, turn: Turn, deed: Deed, spot: Spot, voice: _Voice) -> None:
        """Send a question to the people who are set up, then say so, with a link to it.

        A repeated press sends only what none before it did: they failed, or the bot died.
        """
        lobby, text = self.desk.guide.lobby, deed.move.text
        if deed.event not in self._sent:
            try:
                link = await pass_on(voice.client, self.human_channel or "", spot.user, text)
            except Exception:
                await self._redraw(turn._replace(reply=lobby.unsent(text)), spot, voice)
                raise  # the one handler hears of it too
            self._sent[deed.event] = link
        reply = lobby.sent()
        if link := self._sent[deed.event]:
            reply = replace(reply, parts=(*reply.parts, Link("See it there", link)))
        await self._redraw(turn._replace(reply=reply), spot, voice)

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

    async def whisper(self, turn: Turn, spot: Spot, *, replace: bool) -> None:
        """Say something to the person alone, in the thread they are in.

        `replace` what they pressed, if only they see it.
        """
        await self.respond(
            response_type="ephemeral",
            replace_original=replace,
            thread_ts=spot.thread,
            **_drawn(turn),
        )


def _drawn(turn: Turn) -> dict[str, Any]:
    drawing = draw(turn.reply)
    return {"text": drawing.text, "blocks": drawing.at(turn.version)}
