"""What happened in Slack, as a deed, and the spot where it is answered."""

from __future__ import annotations

import html
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.desk import Deed
from bot.slack.drawing import MORE, PICK, version_of
from bot.store.keys import Person
from flows.fold import ENTITY
from flows.move import Move, Place, Verb, read_move

if TYPE_CHECKING:
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.request.async_request import AsyncBoltRequest

Json = dict[str, Any]

_TYPED = {None, "file_share"}
_LONGEST = 40_000
"""Characters of a message that are looked at: no message of Slack's is longer."""


class Kind(Enum):
    """How somebody reached us, which decides how they are answered."""

    COMMAND = auto()
    TYPED = auto()
    MENTION = auto()
    PRESS = auto()


class Spot(NamedTuple):
    """Where something happened: the channel, the thread, and the message that was pressed."""

    kind: Kind
    team: str
    user: str
    channel: str
    thread: str | None = None
    ts: str | None = None
    ephemeral: bool = False
    retried: bool = False
    stranger: bool = False

    @property
    def home(self) -> bool:
        """Whether this is a direct message, where answers may stay in sight."""
        return self.channel.startswith("D")

    @property
    def ours(self) -> bool:
        """Whether a message of ours at home was pressed, which then shows what comes of it."""
        return self.kind is Kind.PRESS and self.home and not self.ephemeral


def person(context: AsyncBoltContext) -> Person:
    """Name the person, within the organization for an organization-wide installation."""
    wide = context.is_enterprise_install or not context.team_id
    home = context.enterprise_id if wide else context.team_id
    return Person(home or context.team_id or "", context.user_id or "")


def _stranger(context: AsyncBoltContext) -> bool:
    """Tell whether somebody belongs to another organization that shares the channel."""
    ours = context.authorize_result  # a press names only the team of whoever pressed
    team = context.actor_team_id or context.team_id
    if ours is None or team is None or team == ours.team_id:
        return False
    return ours.enterprise_id is None or context.actor_enterprise_id != ours.enterprise_id


def command(body: Json, context: AsyncBoltContext) -> tuple[Deed, Spot]:
    """Read a slash command; without words it asks what is open."""
    text = plain(body.get("text") or "")
    move = Move(Verb.ASK, text=text) if text else Move(Verb.LOOK)
    spot = Spot(Kind.COMMAND, body["team_id"] or "", context.user_id or "", body["channel_id"])
    place = Place.HOME if spot.home else Place.ASIDE
    return Deed(person(context), move, body["trigger_id"], place=place), spot


def message(req: AsyncBoltRequest, context: AsyncBoltContext) -> tuple[Deed, Spot] | None:
    """Read a direct message; None for edits, deletions, twins, other bots and our own."""
    event = req.body["event"]
    if event.get("subtype") not in _TYPED or event.get("bot_id"):
        return None
    if event.get("channel_type") != "im":
        return None
    spot = _heard(Kind.TYPED, req, context, event.get("thread_ts"))
    move = Move(Verb.ASK, text=plain(event.get("text") or ""))
    return Deed(person(context), move, req.body["event_id"]), spot


def mention(req: AsyncBoltRequest, context: AsyncBoltContext) -> tuple[Deed, Spot] | None:
    """Read a mention in a channel; None for one that a bot wrote."""
    event = req.body["event"]
    if event.get("subtype") or event.get("bot_id"):
        return None
    spot = _heard(Kind.MENTION, req, context, event.get("thread_ts") or event["ts"])
    move = Move(Verb.ASK, text=plain(event.get("text") or ""))
    return Deed(person(context), move, req.body["event_id"], place=Place.PUBLIC), spot


def press(body: Json, context: AsyncBoltContext) -> tuple[Deed, Spot]:
    """Read a press on a button or a pick from a menu, whatever version drew it."""
    action, container = body["actions"][0], body.get("container", {})
    picked = action["action_id"] in {MORE, PICK}
    move = read_move(action["selected_option"]["value"] if picked else action.get("value", ""))
    seen = version_of(action.get("block_id", ""))
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id", "")
    ephemeral = bool(container.get("is_ephemeral"))
    ts = container.get("message_ts")
    team = (body.get("team") or {}).get("id") or ""
    thread = container.get("thread_ts")
    spot = Spot(
        Kind.PRESS,
        team,
        context.user_id or "",
        channel,
        thread,
        ts,
        ephemeral,
        stranger=_stranger(context),
    )
    # At home the message changes with each press, so the same press is a repeated one;
    # elsewhere it stays as it is, and may be pressed again.
    place = Place.HOME if spot.home and not ephemeral else Place.ASIDE
    once = "" if place is Place.HOME else action.get("action_ts", "")
    event = f"{ts} {move.code} {seen} {once}"  # never the text that a button carries
    return Deed(person(context), move, event, seen, place), spot


def plain(text: str) -> str:
    """Take Slack's entities out of typed text: mentions go, links keep their words or address."""
    bare = ENTITY.sub(lambda found: found[2] or found[1] or " ", text[:_LONGEST])
    return html.unescape(bare).strip()


def _heard(
    kind: Kind, req: AsyncBoltRequest, context: AsyncBoltContext, thread: str | None
) -> Spot:
    number = req.headers.get("x-slack-retry-num", ["0"])[0]  # Socket Mode counts from 0
    event = req.body["event"]
    return Spot(
        kind,
        context.team_id or "",
        context.user_id or "",
        event["channel"],
        thread,
        event["ts"],
        retried=number != "0",
        stranger=_stranger(context),
    )
