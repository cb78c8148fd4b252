"""Saying something in Slack: in its place, and where Slack refuses that, another way."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.slack.errors import UNREACHED, LostError, reason, told
from bot.slack.response_url import respond
from flows.language.messages import say

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.origin import Origin
    from bot.slack.people import People

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
        return await self._first(
            lambda: self._post_directly(drawn), lambda: self._post_anew(drawn), *self._alone(drawn)
        )

    async def redraw(self, place: Place, drawn: Json) -> Place:
        """Show something in place of a message of ours in their own conversation; or below."""
        return await self._first(
            lambda: self._update(place, drawn),
            lambda: self._post_directly(drawn),
            *self._alone(drawn),
        )

    async def show_alone(self, drawn: Json, *, replace: bool = False) -> Place:
        """Show something to the person alone, where they are, else in their own conversation.

        `replace` what they pressed, if only they see it.
        """
        return await self._first(
            *self._alone(drawn, replace=replace), lambda: self._post_directly(drawn)
        )

    async def post_in_channel(self, drawn: Json) -> bool:
        """Answer a mention for everybody to read; returns whether that went through.

        Else the person is told how to invite us, or shown the answer alone.
        """
        channel, thread = self._origin.channel, self._origin.thread
        try:
            await self._client.chat_postMessage(
                channel=channel, thread_ts=thread, unfurl_links=False, **drawn
            )
        except UNREACHED as error:
            if isinstance(error, SlackApiError) and reason(error) in _AWAY:
                await self._post_directly({"text": say().invite})
            else:
                await self.show_alone(drawn)
            return False
        return True

    def _alone(
        self, drawn: Json, *, replace: bool = False
    ) -> tuple[Callable[[], Awaitable[Place]], ...]:
        """List the ways to show something to the person alone, where they are."""
        ways: list[Callable[[], Awaitable[Place]]] = []
        if self._origin.response_url:
            ways.append(lambda: self._respond(drawn, replace=replace))
        if self._origin.channel:
            ways.append(lambda: self._post_ephemeral(drawn))
        if self._origin.thread and not replace:
            ways.reverse()  # a response url has been seen to answer outside the thread
        return tuple(ways)

    async def _first(self, *ways: Callable[[], Awaitable[Place]]) -> Place:
        """Go the first way that leads anywhere."""
        refusals: list[str] = []
        last: Exception | None = None
        for way in ways:
            try:
                return await way()
            except UNREACHED as error:
                refusals.append(told(error))
                last = error
                log.info("an answer to a %s goes another way: %s", self._origin.kind, told(error))
        lost = f"an answer to a {self._origin.kind} was lost: {', '.join(refusals)}"
        raise LostError(lost) from last

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
