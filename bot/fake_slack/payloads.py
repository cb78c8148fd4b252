"""The exact shapes of what Slack sends to an app."""

import uuid

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.people import APP, BOT, BOT_USER, ELSEWHERE, TEAM, TEAM_DOMAIN, User
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View

VERIFICATION = "verification-token-of-old"


def event_callback(event: Json, event_id: str, moment: float, channel: Channel | None) -> Json:
    """Wrap an event as the Events API does."""
    shared = bool(channel and channel.is_ext_shared)
    return {
        "token": VERIFICATION,
        "team_id": TEAM,
        "context_team_id": TEAM,
        "context_enterprise_id": None,
        "api_app_id": APP,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(moment),
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": TEAM,
                "user_id": BOT_USER,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
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
        "team": writer.team,
        "channel": channel.id,
        "event_ts": message.ts,
        "channel_type": channel.kind,
    }
    if message.thread_ts and message.thread_ts in channel.messages:
        event["parent_user_id"] = channel.messages[message.thread_ts].user
    if message.by_bot:
        return event | {"bot_profile": _bot_profile(writer)}
    if channel.is_ext_shared:
        event |= {
            "user_team": writer.team,
            "source_team": writer.team,
            "user_profile": writer.profile(),
        }
    return event


def mention_event(message: Message, channel: Channel, writer: User) -> Json:
    """Return the app_mention event that comes beside the message event."""
    event = message_event(message, channel, writer) | {"type": "app_mention"}
    event.pop("channel_type")
    return event


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


def slash_command(person: User, channel: Channel, command: str, text: str, granted: Json) -> Json:
    """Return a slash command's form, every value a string."""
    return {
        "token": VERIFICATION,
        "team_id": person.team,
        "team_domain": domain(person),
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": person.id,
        "user_name": person.name,
        "command": command,
        "text": text,
        "api_app_id": APP,
        "is_enterprise_install": "false",
        **granted,
    }


def interaction(kind: str, person: User, rest: Json) -> Json:
    """Return what every interaction payload has in common, and the rest."""
    return {
        "type": kind,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": person.team,
        },
        "api_app_id": APP,
        "token": VERIFICATION,
        "team": {"id": person.team, "domain": domain(person)},
        "enterprise": None,
        "is_enterprise_install": False,
        **rest,
    }


def pressed_message(message: Message, channel: Channel, values: Json) -> Json:
    """Return where a press in a message happened; Slack does not send an ephemeral's text."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": message.only_for is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    pressed: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel.command_name},
        "state": {"values": values},
    }
    return pressed if message.only_for else pressed | {"message": channel.message_json(message)}


def pressed_view(view: View) -> Json:
    """Return where a press in a view happened."""
    return {"container": {"type": "view", "view_id": view.id}, "view": view.as_json()}


def domain(person: User) -> str:
    """Return the subdomain of the person's own workspace."""
    return "elsewhere" if person.team == ELSEWHERE else TEAM_DOMAIN


def _bot_profile(bot: User) -> Json:
    return {"id": BOT, "app_id": APP, "name": bot.real_name, "deleted": False, "team_id": TEAM}
