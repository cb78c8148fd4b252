"""The exact shapes of commands and of what people press."""

from bot.fake_slack.conversation import Channel, Message
from bot.fake_slack.installed import Installed
from bot.fake_slack.payloads import VERIFICATION
from bot.fake_slack.people import APP, User
from bot.fake_slack.shapes import Json
from bot.fake_slack.view import View


def slash_command(
    installed: Installed, person: User, channel: Channel, said: tuple[str, str], granted: Json
) -> Json:
    """Return a slash command's form, every value a string."""
    return {
        "token": VERIFICATION,
        **installed.of_command(person),
        "channel_id": channel.id,
        "channel_name": channel.command_name,
        "user_id": person.id,
        "user_name": person.name,
        "command": said[0],
        "text": said[1],
        "api_app_id": APP,
        **granted,
    }


def interaction(installed: Installed, kind: str, person: User, rest: Json) -> Json:
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
        **installed.of_interaction(person),
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
