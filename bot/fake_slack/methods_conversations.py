"""conversations.*: what is where."""

from collections.abc import Sequence
from typing import TypeVar

from bot.fake_slack.conversation import SCOPE_OF_TYPE
from bot.fake_slack.methods import Args, method, need, readable_channel
from bot.fake_slack.parts import Parts
from bot.fake_slack.people import TEAM
from bot.fake_slack.refusal import RefusedError
from bot.fake_slack.shapes import Json

T = TypeVar("T")
NEWEST = "9999999999.999999"
TYPES = {"channel": "public_channel", "group": "private_channel", "im": "im"}


def _page(args: Args, items: Sequence[T], most: int = 100) -> tuple[list[T], Json]:
    """Cut a page out of a list; the cursor is where the next one begins."""
    try:
        start = int(args.text("cursor") or 0)
    except ValueError:
        raise RefusedError("invalid_cursor") from None
    end = start + max(1, min(args.number("limit", most), 999))
    following = str(end) if end < len(items) else ""
    return list(items[start:end]), {"next_cursor": following}


@method("conversations.open", "im:write", "mpim:write")
def open_dm(parts: Parts, args: Args) -> Json:
    """Return the DM with one person."""
    users = [user for user in args.text("users").split(",") if user]
    if not users and "channel" in args:
        users = [user for user in parts.state.people if args.text("channel") == f"D{user[1:]}"]
    if not users:
        raise RefusedError("users_list_not_supplied")
    if len(users) > 1:
        raise RefusedError("too_many_users")
    person = parts.state.people.get(users[0])
    if person is None:
        raise RefusedError("user_not_found")
    if person.is_stranger:
        raise RefusedError("user_not_visible")
    if person.is_bot:
        raise RefusedError("cannot_dm_bot")
    full = parts.state.channels[person.dm].as_json()
    return {"ok": True, "channel": full if args.flag("return_im") else {"id": person.dm}}


@method("conversations.info")
def info(parts: Parts, args: Args) -> Json:
    """Return a channel."""
    channel = readable_channel(parts, args.wanted("channel"), "read")
    return {"ok": True, "channel": channel.as_json()}


@method("conversations.history")
def history(parts: Parts, args: Args) -> Json:
    """Return messages, newest first, without replies that stayed in their threads."""
    channel = readable_channel(parts, args.wanted("channel"), "history")
    oldest, latest = args.text("oldest", "0"), args.text("latest") or NEWEST
    if parts.failures.history_ignores_latest:
        latest = NEWEST
    inclusive = args.flag("inclusive")
    found = [
        channel.message_json(message)
        for message in reversed(channel.messages.values())
        if (message.thread_ts in (None, message.ts) or message.broadcast)
        and (
            float(oldest) < float(message.ts) < float(latest)
            or (inclusive and message.ts in (oldest, latest))
        )
    ]
    messages, metadata = _page(args, found)
    return {
        "ok": True,
        "messages": messages,
        "has_more": bool(metadata["next_cursor"]),
        "pin_count": 0,
        "response_metadata": metadata,
    }


@method("conversations.replies")
def replies(parts: Parts, args: Args) -> Json:
    """Return a thread, its parent first."""
    channel = readable_channel(parts, args.wanted("channel"), "history")
    ts = args.wanted("ts")
    if ts not in channel.messages:
        raise RefusedError("thread_not_found")
    found = [channel.message_json(message) for message in channel.thread(ts)]
    messages, metadata = _page(args, found, 1000)
    return {"ok": True, "messages": messages, "has_more": False, "response_metadata": metadata}


@method("conversations.members")
def members(parts: Parts, args: Args) -> Json:
    """Return who is in a channel."""
    channel = readable_channel(parts, args.wanted("channel"), "read")
    listed, metadata = _page(args, sorted(channel.members))
    return {"ok": True, "members": listed, "response_metadata": metadata}


@method("conversations.list")
def list_all(parts: Parts, args: Args) -> Json:
    """Return every channel the bot can see."""
    return _list(parts, args, mine=False)


@method("users.conversations")
def list_mine(parts: Parts, args: Args) -> Json:
    """Return the channels the bot is in."""
    return _list(parts, args, mine=True)


def _list(parts: Parts, args: Args, *, mine: bool) -> Json:
    wanted = args.text("types", "public_channel").replace(" ", "").split(",")
    kinds = [kind for kind, name in TYPES.items() if name in wanted]
    for kind in kinds:
        need(parts, f"{SCOPE_OF_TYPE[kind]}:read")
    found = [
        channel.as_json()
        for channel in parts.state.channels.values()
        if channel.kind in kinds and (channel.has_bot or (channel.kind == "channel" and not mine))
    ]
    channels, metadata = _page(args, found)
    return {"ok": True, "channels": channels, "response_metadata": metadata}


@method("team.info", "team:read")
def team(parts: Parts, args: Args) -> Json:
    """Return the workspace."""
    if args.text("team", TEAM) != TEAM:
        raise RefusedError("team_not_found")
    domain = {"domain": "meded-local", "email_domain": ""}
    return {"ok": True, "team": {"id": TEAM, "name": parts.state.manifest.name, **domain}}
