"""The exact shapes of the events that Slack sends to an app."""

import uuid

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.installed import Installed
from bot.fake_slack.people import APP, BOT, BOT_USER, TEAM, User
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View

VERIFICATION = "verification-token-of-old"


def event_callback(
    event: Json, event_id: str, moment: float, channel: Channel | None, installed: Installed
) -> Json:
    """Wrap an event as the Events API does."""
    shared = bool(channel and channel.is_ext_shared)
    grid = {"enterprise_id": installed.enterprise_id} if installed.enterprise_id else {}
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        **grid,
        "context_team_id": TEAM,
        "context_enterprise_id": installed.enterprise_id,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(moment),
        "authorizations": [installed.authorization(BOT_USER)],
        "is_ext_shared_channel": shared,
        "event_context": f"4-{event_id}",
    }


def rich_text(words: str) -> list[Json]:
    """Return the blocks Slack makes of what a person types."""
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": words}]}
    return [{"type": "rich_text", "block_id": uuid.uuid4().hex[:5], "elements": [section]}]


def message_event(message: Message, channel: Channel, writer: User) -> Json:
    """Return the message event of something just said, by a person or by the bot."""
    event = message.as_json() | {
        "team": team(writer),
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }
    if parent := channel.messages.get(message.thread_ts or ""):
        event["parent_user_id"] = parent.user
        if message.broadcast:
            event["root"] = channel.message_json(parent)
    if message.by_bot:
        return event | {"bot_profile": _bot_profile(writer)}
    if channel.is_ext_shared:
        event |= {
            "user_team": writer.home,
            "source_team": writer.home,
            "user_profile": writer.profile(),
        }
    return event


def mention_event(message: Message, channel: Channel, writer: User) -> Json:
    """Return the app_mention event that comes beside the message event, or beside an edit.

    Its team is the installed one even for strangers, as bolt-python's tests record it.
    """
    event = message_event(message, channel, writer) | {"type": "app_mention", "team": TEAM}
    event.pop("channel_type")
    return event


def team(writer: User) -> str:
    """Return the team of a message: ours, also for colleagues of our grid's other workspaces."""
    return writer.home if writer.is_stranger else TEAM


def changed_event(message: Message, before: Json, channel: Channel, ts: str) -> Json:
    """Return the hidden event of an edit."""
    return {
        "type": "message",
        "subtype": "message_changed",
        "message": message.as_json(),
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def deleted_event(before: Json, channel: Channel, ts: str) -> Json:
    """Return the hidden event of a deletion."""
    return {
        "type": "message",
        "subtype": "message_deleted",
        "previous_message": before,
        "channel": channel.id,
        "hidden": True,
        "deleted_ts": before["ts"],
        "ts": ts,
        "event_ts": ts,
        "channel_type": channel.kind,
    }


def home_opened_event(person: User, tab: str, view: View | None, ts: str) -> Json:
    """Return app_home_opened; only the Home tab brings its view along."""
    event: Json = {
        "type": "app_home_opened",
        "user": person.id,
        "channel": person.dm,
        "tab": tab,
        "event_ts": ts,
    }
    return event | {"view": view.as_json()} if view and tab == "home" else event


def _bot_profile(bot: User) -> Json:
    return {"id": BOT, "app_id": APP, "name": bot.real_name, "deleted": False, "team_id": TEAM}
