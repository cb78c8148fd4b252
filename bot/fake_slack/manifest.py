"""What the app's manifest allows."""

from dataclasses import dataclass

from bot.fake_slack.shapes import Json

EVENT_SCOPES = {
    "message.channels": "channels:history",
    "message.groups": "groups:history",
    "message.im": "im:history",
    "app_mention": "app_mentions:read",
    "member_joined_channel": "channels:read",
    "member_left_channel": "channels:read",
    "reaction_added": "reactions:read",
}
"""The scope without which Slack delivers nothing, subscribed or not."""


@dataclass(frozen=True)
class Manifest:
    """A reading view of the manifest's JSON."""

    source: Json

    def _at(self, *path: str) -> Json:
        here = self.source
        for key in path:
            here = here.get(key) or {}
        return here

    @property
    def name(self) -> str:
        """The bot's display name."""
        shown = self._at("features", "bot_user").get("display_name")
        return str(shown or self._at("display_information").get("name") or "app")

    @property
    def scopes(self) -> frozenset[str]:
        """The bot token's scopes."""
        return frozenset(self._at("oauth_config", "scopes").get("bot") or ())

    @property
    def commands(self) -> dict[str, Json]:
        """Slash commands by name, with the slash."""
        listed = self._at("features").get("slash_commands") or ()
        return {str(command["command"]): command for command in listed}

    @property
    def shortcuts(self) -> dict[str, Json]:
        """Shortcuts by callback id."""
        listed = self._at("features").get("shortcuts") or ()
        return {str(shortcut["callback_id"]): shortcut for shortcut in listed}

    @property
    def interactive(self) -> bool:
        """Whether presses, shortcuts and views reach the app."""
        return bool(self._at("settings", "interactivity").get("is_enabled"))

    @property
    def home_tab(self) -> bool:
        """Whether there is a Home tab."""
        return bool(self._at("features", "app_home").get("home_tab_enabled"))

    @property
    def messages_tab(self) -> bool:
        """Whether there is a messages tab (on unless switched off, as in Slack)."""
        return bool(self._at("features", "app_home").get("messages_tab_enabled", True))

    @property
    def read_only(self) -> bool:
        """Whether people can read but not write in the messages tab."""
        return bool(self._at("features", "app_home").get("messages_tab_read_only_enabled"))

    def hears(self, event: str) -> bool:
        """Tell whether this event is subscribed and its scope granted."""
        subscribed = self._at("settings", "event_subscriptions").get("bot_events") or ()
        scope = EVENT_SCOPES.get(event)
        return event in subscribed and (scope is None or scope in self.scopes)
