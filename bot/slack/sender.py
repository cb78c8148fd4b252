"""Saying something in Slack: in its place, and where Slack refuses that, another way."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.errors import UNREACHED, LostError, reason, refuses_blocks, told
from bot.slack.in_words import CHART, TABLE, in_words
from bot.slack.response_url import respond
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.origin import Origin
    from bot.slack.people import People

    Way = Callable[[dict[str, Any]], Awaitable[tuple[str, str]]]
    """How something drawn gets to where somebody sees it; gives the place that it then has."""

Json = dict[str, Any]
Place = tuple[str, str]
"""A message: its channel, and its moment."""

log = logging.getLogger(__name__)

_AWAY = {"channel_not_found", "not_in_channel", "is_archived"}


class Sender:
    """Says what one request comes to; raises `LostError` once every way was tried."""

    def __init__(self, origin: Origin, client: AsyncWebClient, people: People) -> None:
        self._origin = origin
        self._client = client
        self._people = people

    async def post(self, drawn: Json) -> Place:
        """Post in the person's own conversation; what that refuses, they alone are shown."""
        return await self._first(drawn, self._post_directly, self._post_anew, *self._alone())

    async def redraw(self, place: Place, drawn: Json) -> Place:
        """Show something in place of a message of ours in their own conversation; or below."""
        update = partial(self._update, place)
        return await self._first(drawn, update, self._post_directly, *self._alone())

    async def show_alone(self, drawn: Json, *, replace: bool = False) -> Place:
        """Show something to the person alone, where they are, else in their own conversation.

        `replace` what they pressed, if only they see it.
        """
        return await self._first(drawn, *self._alone(replace=replace), self._post_directly)

    async def post_in_channel(self, drawn: Json) -> bool:
        """Answer a mention for everybody to read; returns whether that went through.

        Else the person is told how to invite us, or shown the answer alone.
        """
        try:
            await _go(self._post_here, drawn)
        except UNREACHED as error:
            if isinstance(error, SlackApiError) and reason(error) in _AWAY:
                await self._post_directly({"text": say().invite})
            else:
                await self.show_alone(drawn)
            return False
        return True

    def _alone(self, *, replace: bool = False) -> tuple[Way, ...]:
        """List the ways to show something to the person alone, where they are."""
        ways: list[Way] = []
        if self._origin.response_url:
            ways.append(partial(self._respond, replace=replace))
        if self._origin.channel:
            ways.append(self._post_ephemeral)
        if self._origin.thread and not replace:
            ways.reverse()  # a response url has been seen to answer outside the thread
        return tuple(ways)

    async def _first(self, drawn: Json, *ways: Way) -> Place:
        """Go the first way that leads anywhere."""
        refusals: list[str] = []
        last: Exception | None = None
        for way in ways:
            try:
                return await _go(way, drawn)
            except UNREACHED as error:
                refusals.append(told(error))
                last = error
                log.info("an answer to a %s goes another way: %s", self._origin.kind, told(error))
        lost = f"an answer to a {self._origin.kind} was lost: {', '.join(refusals)}"
        raise LostError(lost) from last

    async def _post_here(self, drawn: Json) -> Place:
        return await self._post(self._origin.channel, drawn, self._origin.thread)

    async def _post_directly(self, drawn: Json) -> Place:
        origin = self._origin
        channel, thread = origin.channel, origin.thread
        if not origin.is_direct:
            channel, thread = await self._people.conversation(origin.person, self._client), None
        return await self._post(channel, drawn, thread)

    async def _post_anew(self, drawn: Json) -> Place:
        """Post to the person by their own id: Slack finds, or opens, the conversation."""
        return await self._post(self._origin.person.user, drawn, None)

    async def _post(self, channel: str, drawn: Json, thread: str | None) -> Place:
        posted = await self._client.chat_postMessage(
            channel=channel, thread_ts=thread, unfurl_links=False, **drawn
        )
        return str(posted["channel"]), str(posted["ts"])

    async def _update(self, place: Place, drawn: Json) -> Place:
        channel, ts = place
        # The plain call: the typed one walks through all blocks once more.
        await self._client.api_call("chat.update", json={"channel": channel, "ts": ts, **drawn})
        return place

    async def _post_ephemeral(self, drawn: Json) -> Place:
        channel, thread, user = self._origin.channel, self._origin.thread, self._origin.person.user
        await self._client.chat_postEphemeral(channel=channel, thread_ts=thread, user=user, **drawn)
        return "", ""

    async def _respond(self, drawn: Json, *, replace: bool) -> Place:
        """Answer through the response url, in the thread it belongs to."""
        body = {"response_type": "ephemeral", "replace_original": replace, **drawn}
        if self._origin.thread:
            body["thread_ts"] = self._origin.thread
        await respond(self._origin.response_url, body, self._client)
        return "", ""


async def _go(way: Way, drawn: Json) -> Place:
    """Go one way; where Slack refuses the blocks, once more with tables and charts in words."""
    try:
        return await way(drawn)
    except UNREACHED as error:
        blocks = drawn.get("blocks", [])
        plain = in_words(blocks, CHART, TABLE)
        if plain == blocks or not refuses_blocks(error):
            raise
        log.info("a table or chart is said in words: %s", told(error))
    return await way({**drawn, "blocks": plain})
