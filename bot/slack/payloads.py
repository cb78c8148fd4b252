"""What happened in Slack, as a deed, and the spot where it is answered."""

from __future__ import annotations

import html
from enum import Enum, auto
from typing import TYPE_CHECKING, Any, NamedTuple

from bot.slack.blocks import MORE, PICK, version_of
from bot.store.keys import Person
from bot.turns import Request
from flows.dialogue.action import Action, ActionType, Visibility, read_action
from flows.language.normalize import ENTITY

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


class Origin(NamedTuple):
    """Where something happened: the channel, the thread, and the message that was pressed."""

    kind: Kind
    team: str
    user: str
    channel: str
    thread: str | None = None
    ts: str | None = None
    ephemeral: bool = False
    retried: bool = False
    external: bool = False

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


def command(body: Json, context: AsyncBoltContext) -> tuple[Request, Origin]:
    """Read a slash command; without words it asks what is open."""
    text = plain(body.get("text") or "")
    action = Action(ActionType.ASK, text=text) if text else Action(ActionType.LOOK)
    origin = Origin(Kind.COMMAND, body["team_id"] or "", context.user_id or "", body["channel_id"])
    place = Visibility.DIRECT if origin.home else Visibility.EPHEMERAL
    return Request(person(context), action, body["trigger_id"], place=place), origin


def message(req: AsyncBoltRequest, context: AsyncBoltContext) -> tuple[Request, Origin] | None:
    """Read a direct message; None for edits, deletions, twins, other bots and our own."""
    event = req.body["event"]
    if event.get("subtype") not in _TYPED or event.get("bot_id"):
        return None
    if event.get("channel_type") != "im":
        return None
    origin = _heard(Kind.TYPED, req, context, event.get("thread_ts"))
    action = Action(ActionType.ASK, text=plain(event.get("text") or ""))
    return Request(person(context), action, req.body["event_id"]), origin


def mention(req: AsyncBoltRequest, context: AsyncBoltContext) -> tuple[Request, Origin] | None:
    """Read a mention in a channel; None for one that a bot wrote."""
    event = req.body["event"]
    if event.get("subtype") or event.get("bot_id"):
        return None
    origin = _heard(Kind.MENTION, req, context, event.get("thread_ts") or event["ts"])
    action = Action(ActionType.ASK, text=plain(event.get("text") or ""))
    return Request(person(context), action, req.body["event_id"], place=Visibility.PUBLIC), origin


def press(body: Json, context: AsyncBoltContext) -> tuple[Request, Origin]:
    """Read a press on a button or a pick from a menu, whatever version drew it."""
    pressed, container = body["actions"][0], body.get("container", {})
    picked = pressed["action_id"] in {MORE, PICK}
    value = pressed["selected_option"]["value"] if picked else pressed.get("value", "")
    action, seen = read_action(value), version_of(pressed.get("block_id", ""))
    channel = container.get("channel_id") or (body.get("channel") or {}).get("id", "")
    ephemeral = bool(container.get("is_ephemeral"))
    ts = container.get("message_ts")
    team = (body.get("team") or {}).get("id") or ""
    thread = container.get("thread_ts")
    origin = Origin(
        Kind.PRESS,
        team,
        context.user_id or "",
        channel,
        thread,
        ts,
        ephemeral,
        external=_stranger(context),
    )
    # At home the message changes with each press, so the same press is a repeated one;
    # elsewhere it stays as it is, and may be pressed again.
    place = Visibility.DIRECT if origin.home and not ephemeral else Visibility.EPHEMERAL
    once = "" if place is Visibility.DIRECT else pressed.get("action_ts", "")
    event = f"{ts} {action.code} {seen} {once}"  # never the text that a button carries
    return Request(person(context), action, event, seen, place), origin


def plain(text: str) -> str:
    """Take Slack's entities out of typed text: mentions go, links keep their words or address."""
    bare = ENTITY.sub(lambda found: found[2] or found[1] or " ", text[:_LONGEST])
    return html.unescape(bare).strip()


def _heard(
    kind: Kind, req: AsyncBoltRequest, context: AsyncBoltContext, thread: str | None
) -> Origin:
    number = req.headers.get("x-slack-retry-num", ["0"])[0]  # Socket Mode counts from 0
    event = req.body["event"]
    return Origin(
        kind,
        context.team_id or "",
        context.user_id or "",
        event["channel"],
        thread,
        event["ts"],
        retried=number != "0",
        external=_stranger(context),
    )
