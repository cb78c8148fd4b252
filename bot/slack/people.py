"""The people of a workspace: who is a guest, their conversation with us, and whom to ask."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.bounded import Bounded
from bot.errors import BadSettingError
from bot.slack.blocks import escaped
from bot.slack.errors import refused
from flows.dialogue.effect import Outcome
from flows.language.messages import say
from flows.model.contact import Contact

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.settings import Settings
    from flows.dialogue.request import Person
    from flows.model.about import About

LOOK_SECONDS = 0.3
"""How long somebody may be looked up, for Slack awaits our acknowledgement meanwhile."""
FRESH_SECONDS = 300.0
"""After so long what we know of somebody is looked up again, once they are answered."""
REMEMBERED = 10_000


async def find_contact(client: AsyncWebClient, settings: Settings, about: About) -> Contact | None:
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
        settings.human_channel,
        channel["name"],
        not channel.get("is_private"),
        channel.get("num_members"),
        settings.human_who,
        settings.human_otherwise or about.otherwise or about.ask_instead,
    )


async def pass_on(client: AsyncWebClient, contact: Contact, user: str, text: str) -> Outcome:
    """Post somebody's question with their name; the outcome links to it, if there is a link."""
    quoted = "\n".join(f"> {line}" for line in escaped(text).splitlines())
    asks = say().asks_you.format(user=f"<@{user}>")
    posted = await client.chat_postMessage(
        channel=contact.channel, text=f"{asks}\n{quoted}", unfurl_links=False
    )
    try:
        found = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    except (SlackApiError, ClientError, OSError):
        return Outcome(done=True)
    return Outcome(done=True, link=str(found["permalink"]))


class People:
    """What this process knows of people: whether they are guests, and their conversation."""

    def __init__(self) -> None:
        self._guests: Bounded[Person, tuple[bool, float]] = Bounded(REMEMBERED)
        self._conversations: Bounded[Person, str] = Bounded(REMEMBERED)

    async def is_guest(self, person: Person, client: AsyncWebClient) -> bool:
        """Tell whether somebody is a guest; whoever can't be looked up in time is none."""
        if person not in self._guests:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self.look_up(person, client)
            except (SlackApiError, ClientError, OSError):
                return False
        return self._guests[person][0]

    def is_stale(self, person: Person) -> bool:
        """Whether somebody's last look-up is a while ago."""
        known = self._guests.get(person)
        return known is not None and time.monotonic() - known[1] > FRESH_SECONDS

    async def look_up(self, person: Person, client: AsyncWebClient) -> None:
        """Ask Slack whether somebody is a guest."""
        found = (await client.users_info(user=person.user)).get("user") or {}
        self._guests[person] = bool(found.get("is_restricted")), time.monotonic()

    async def conversation(self, person: Person, client: AsyncWebClient) -> str:
        """Give the id of somebody's own conversation with us, which never changes."""
        if person not in self._conversations:
            opened = await client.conversations_open(users=person.user)
            self._conversations[person] = str(opened["channel"]["id"])
        return self._conversations[person]
