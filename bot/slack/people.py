"""The people of a workspace: who is a guest, their conversation with us, and whom to ask."""

from __future__ import annotations

import asyncio
import logging
import time
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError

from bot.bounded import Bounded
from bot.errors import BadSettingError
from bot.slack.errors import UNREACHED, NotSlackError, not_slack, reason, refused, told
from bot.slack.installed import Standing
from bot.slack.mrkdwn import escaped
from bot.slack.reading import table, text
from bot.slack.web_client import client_for_once
from flows.dialogue.effect import Outcome
from flows.language.messages import say
from flows.model.contact import Contact

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.settings import Settings
    from bot.slack.installed import Installed
    from flows.dialogue.request import Person
    from flows.model.about import About

LOOK_SECONDS = 0.3
"""How long somebody may be looked up, for Slack awaits our acknowledgement meanwhile."""
FRESH_SECONDS = 300.0
"""For so long it holds what Slack said of somebody."""
AGAIN_SECONDS = 30.0
"""After so long somebody is looked up again who could not be."""
REMEMBERED = 10_000

log = logging.getLogger(__name__)


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
    except NotSlackError as error:
        raise not_slack(client) from error
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


async def pass_on(client: AsyncWebClient, contact: Contact, user: str, asked: str) -> Outcome:
    """Post somebody's question with their name; the outcome links to it, if there is a link.

    It is posted once: where no answer of Slack's came back, whether it is there is not known.
    """
    quoted = "\n".join(f"> {line}" for line in escaped(asked).splitlines())
    asks = say().asks_you.format(user=f"<@{user}>")
    try:
        posted = await client_for_once(client).chat_postMessage(
            channel=contact.channel, text=f"{asks}\n{quoted}", unfurl_links=False
        )
    except UNREACHED as error:
        if isinstance(error, SlackApiError) and reason(error):
            raise
        log.warning("whether a question was passed on is not known: %s", told(error))
        return Outcome(done=False, known=False)
    try:
        found = await client.chat_getPermalink(channel=posted["channel"], message_ts=posted["ts"])
    except UNREACHED:
        return Outcome(done=True)
    return Outcome(done=True, link=str(found["permalink"]))


class Membership(Enum):
    """What somebody is in the workspace; guests and strangers have no session."""

    MEMBER = auto()
    GUEST = auto()
    STRANGER = auto()


class People:
    """What this process knows of people: what they are here, and their conversation with us.

    `guests_are_members` is what the institution decided.
    """

    def __init__(self, installed: Installed, *, guests_are_members: bool = False) -> None:
        self._installed = installed
        self._external = {Membership.STRANGER}
        if not guests_are_members:
            self._external.add(Membership.GUEST)
        self._known: Bounded[Person, tuple[Membership, float]] = Bounded(REMEMBERED)
        self._tried: Bounded[Person, float] = Bounded(REMEMBERED)
        self._conversations: Bounded[Person, str] = Bounded(REMEMBERED)

    async def is_external(self, person: Person, standing: Standing, client: AsyncWebClient) -> bool:
        """Tell whether nothing may be kept of somebody, from what was known minutes ago at most.

        Whoever can't be looked up in time is what they were before, else what the payload says.
        """
        if standing is Standing.THEIRS:
            return True
        known, now = self._known.get(person), time.monotonic()
        stale = known is None or now - known[1] > FRESH_SECONDS
        if stale and now - self._tried.get(person, -AGAIN_SECONDS) >= AGAIN_SECONDS:
            try:
                async with asyncio.timeout(LOOK_SECONDS):
                    await self._look_up(person, standing, client)
            except UNREACHED:
                self._tried[person] = now
        known = self._known.get(person)
        return known[0] in self._external if known else standing is Standing.UNTOLD

    def is_known_external(self, person: Person) -> bool:
        """Whether Slack said of somebody that they are one of whom nothing is kept."""
        known = self._known.get(person)
        return known is not None and known[0] in self._external

    async def conversation(self, person: Person, client: AsyncWebClient) -> str:
        """Give the id of somebody's own conversation with us, which never changes."""
        if person not in self._conversations:
            opened = await client.conversations_open(users=person.user)
            self._conversations[person] = str(opened["channel"]["id"])
        return self._conversations[person]

    async def _look_up(self, person: Person, standing: Standing, client: AsyncWebClient) -> None:
        """Ask Slack what somebody is; where it names no team, the payload counts."""
        user = table((await client.users_info(user=person.user)).data, "user")
        team, grid = text(user, "team_id"), text(user, "enterprise_user", "enterprise_id")
        if team or grid:
            standing = self._installed.standing(team, grid)
        elsewhere = user.get("is_stranger") or standing is not Standing.OURS
        now = Membership.STRANGER if elsewhere else self._inside(user)
        self._known[person] = now, time.monotonic()

    @staticmethod
    def _inside(user: dict[str, Any]) -> Membership:
        is_guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        return Membership.GUEST if is_guest else Membership.MEMBER
