"""A workspace, and a real Bolt app in it."""

import copy
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import pytest
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.fake_slack import Workspace
from tests.fake_slack.scene import Connect

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "MedEd Advisor"},
    "features": {
        "bot_user": {"display_name": "meded"},
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/meded", "description": "Ask", "usage_hint": "start | help"}
        ],
        "shortcuts": [
            {"name": "Ask", "type": "global", "callback_id": "ask", "description": "Ask"},
            {"name": "About", "type": "message", "callback_id": "about", "description": "This"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "app_mentions:read",
                "channels:history",
                "channels:read",
                "chat:write",
                "commands",
                "im:history",
                "im:read",
                "im:write",
                "reactions:write",
                "team:read",
                "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "member_joined_channel",
                "message.im",
            ]
        },
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@pytest.fixture
def manifest() -> dict[str, Any]:
    return copy.deepcopy(MANIFEST)


@pytest.fixture
async def workspace(manifest: dict[str, Any]) -> AsyncIterator[Workspace]:
    async with Workspace(manifest, retry_delays=(0.0, 60.0, 300.0)) as made:
        yield made


@pytest.fixture
def web(workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.bot_token, base_url=workspace.api_url)


@pytest.fixture
def app(workspace: Workspace, web: AsyncWebClient) -> AsyncApp:
    return AsyncApp(token=workspace.bot_token, signing_secret=workspace.signing_secret, client=web)


@pytest.fixture
async def connect(workspace: Workspace) -> AsyncIterator[Connect]:
    async with AsyncExitStack() as stack:

        async def connect(app: AsyncApp) -> AsyncSocketModeHandler:
            # The ping is short so that a deaf socket is noticed soon.
            handler = AsyncSocketModeHandler(app, workspace.app_token, ping_interval=0.2)
            before = workspace.sockets.count
            await handler.connect_async()  # type: ignore[no-untyped-call] # the SDK's own
            stack.push_async_callback(handler.close_async)
            await workspace.wait_for(lambda: workspace.sockets.count > before)
            return handler

        yield connect
