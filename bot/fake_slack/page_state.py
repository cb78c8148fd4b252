"""Everything one person may see, for the page."""

from bot.fake_slack.client import Client
from bot.fake_slack.conversation import Channel
from bot.fake_slack.manifest import Manifest
from bot.fake_slack.people import BOT_USER
from bot.fake_slack.shapes import Json


def page_state(client: Client, user: str) -> Json:
    """Return what `GET /workspace/state` answers of the workspace (see page_api)."""
    state, person = client.state, client.state.people[user]
    return {
        "me": person.as_json(),
        "people": [other.as_json() for other in state.people.values()],
        "app": _app(state.manifest, person.dm if person.dm in state.channels else None),
        "channels": [
            _channel(client, channel, user)
            for channel in state.channels.values()
            if user in channel.members
        ],
        "home": client.home(user),
        "views": client.views(user),
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


def _channel(client: Client, channel: Channel, user: str) -> Json:
    ephemerals = client.ephemerals(user, channel.id)
    return channel.as_json() | {
        "messages": client.messages(channel.id),
        "ephemerals": [message | {"is_ephemeral": True} for message in ephemerals],
        "members": sorted(channel.members),
    }
