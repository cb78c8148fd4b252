"""The people questions go to: who they are in Slack, and how a question reaches them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.errors import BadSettingError
from bot.slack.blocks import escaped
from bot.slack.errors import refused
from flows.model.contact import Contact

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.settings import Settings

LOOK_SECONDS = 0.5
"""How long somebody may be looked up, for Slack awaits our acknowledgement meanwhile."""


async def find_contact(client: AsyncWebClient, settings: Settings) -> Contact | None:
    """Look up the channel that is set; raises `BadSettingError` if we can't write there."""
    if not settings.human_channel:
        return None
    try:
        found = await client.conversations_info(
            channel=settings.human_channel, include_num_members=True
        )
    except SlackApiError as error:
        raise refused("HUMAN_CHANNEL", client, error) from error
    channel = found["channel"]
    if not channel.get("is_member"):
        raise BadSettingError(f"HUMAN_CHANNEL: invite the app to #{channel['name']} first")
    return Contact(
        channel["name"],
        not channel.get("is_private"),
        channel.get("num_members"),
        settings.human_who,
        settings.human_otherwise,
    )


async def pass_on(client: AsyncWebClient, channel: str, user: str, text: str) -> str | None:
    """Post somebody's question with their name; returns the link to it, if there is one."""
    quoted = "\n".join(f"> {line}" for line in escaped(text).splitlines())
    posted = await client.chat_postMessage(
        channel=channel, text=f"<@{user}> asks:\n{quoted}", unfurl_links=False
    )
    try:
        found = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    except (SlackApiError, ClientError, OSError):
        return None
    return str(found["permalink"])


class Guests:
    """Who is a guest here: asked once a person, and remembered while this runs."""

    def __init__(self) -> None:
        self._known: dict[str, bool] = {}

    async def has(self, user: str, client: AsyncWebClient) -> bool:
        """Tell whether somebody is a guest; whoever can't be looked up is none."""
        if user not in self._known:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    found = (await client.users_info(user=user)).get("user") or {}
            except (SlackApiError, OSError):
                return False
            self._known[user] = bool(found.get("is_restricted"))
        return self._known[user]
