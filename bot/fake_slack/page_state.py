"""Everything one person may see, for the page."""

from bot.fake_slack.conversation import Channel
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.people import BOT_USER
from bot.fake_slack.shapes import Json
from bot.fake_slack.state import State


def page_state(state: State, user: str) -> Json:
    """Return what `GET /workspace/state` answers (see page_api)."""
    person = state.people[user]
    home = state.homes.get(user)
    return {
        "me": person.as_json(),
        "people": [other.as_json() for other in state.people.values()],
        "app": _app(state.manifest, person.dm if person.dm in state.channels else None),
        "channels": [
            _channel(state, channel, user)
            for channel in state.channels.values()
            if user in channel.members
        ],
        "home": home.as_json() if home else None,
        "views": [v.as_json() | {"errors": v.errors} for v in state.stacks.get(user, [])],
        "now": state.clock.now(),
    }


def _app(manifest: Manifest, dm: str | None) -> Json:
    command_keys = ("command", "description", "usage_hint")
    shortcut_keys = ("name", "type", "callback_id", "description")
    return {
        "name": manifest.name,
        "user": BOT_USER,
        "dm": dm,
        "home_tab": manifest.home_tab,
        "messages_tab": manifest.messages_tab,
        "read_only": manifest.read_only,
        "commands": [
            {key: command.get(key, "") for key in command_keys}
            for command in manifest.commands.values()
        ],
        "shortcuts": [
            {key: shortcut.get(key, "") for key in shortcut_keys}
            for shortcut in manifest.shortcuts.values()
        ],
    }


def _channel(state: State, channel: Channel, user: str) -> Json:
    return channel.as_json() | {
        "messages": [channel.message_json(message) for message in channel.messages.values()],
        "ephemerals": [
            message.as_json() | {"is_ephemeral": True}
            for message in state.ephemerals.values()
            if message.channel == channel.id and message.only_for == user
        ],
        "members": sorted(channel.members),
    }
