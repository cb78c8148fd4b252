"""The Slack app manifest: what exists, with the least scopes that it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.settings import Settings
    from flows.model.about import About

SCOPES = {
    "app_mentions:read": "to see when somebody mentions it",
    "chat:write": "to answer",
    "commands": "for the slash command",
    "im:history": "to read what is written to it, and to turn old questions into history",
    "im:write": "to open the conversation with somebody who starts from a channel",
    "users:read": "to know guests, for whom nothing is kept",
}


HUMAN_SCOPES = {
    "channels:read": "to say who can read the channel that questions are passed to",
    "groups:read": "the same, if that channel is private",
}


def manifest(settings: Settings, about: About) -> dict[str, Any]:
    """Write the manifest: for HTTP if a public address is set, else for Socket Mode."""
    url = str(settings.public_url).rstrip("/") if settings.public_url else None
    endpoint = f"{url}/slack/events" if url else None
    scopes = {**SCOPES, **(HUMAN_SCOPES if settings.human_channel else {})}
    address = {"request_url": endpoint} if endpoint else {}
    return {
        "display_information": {
            "name": about.name,
            "description": about.description,
            "background_color": "#1d3a4f",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": about.name, "always_online": True},
            "slash_commands": [
                {
                    "command": about.command,
                    "description": about.description,
                    "usage_hint": "[start | topics | help | any question]",
                    "should_escape": False,
                    **({"url": endpoint} if endpoint else {}),
                }
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(scopes)}},
        "settings": {
            "event_subscriptions": {
                **address,
                "bot_events": ["app_home_opened", "app_mention", "message.im"],
            },
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": True,
            "socket_mode_enabled": endpoint is None,
            "token_rotation_enabled": False,
        },
    }
