"""Socket Mode: we call Slack, and nothing has to be reachable from outside."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import send_async_response
from slack_bolt.adapter.socket_mode.internals import build_headers
from slack_sdk.errors import SlackApiError

from bot.slack.dispatch import dispatch
from bot.slack.errors import refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.app.async_app import AsyncApp
    from slack_sdk.socket_mode.aiohttp import SocketModeClient
    from slack_sdk.socket_mode.request import SocketModeRequest

    from bot.settings import Settings

log = logging.getLogger(__name__)


class _Handler(AsyncSocketModeHandler):
    """Bolt's own, but for payloads of a shape that it can't take apart."""

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]  # as Bolt's own does
        start = time.time()
        response = await dispatch(self.app, req.payload, build_headers(req))
        await send_async_response(client, req, response, start)


async def connect(app: AsyncApp, settings: Settings) -> Callable[[], Awaitable[None]]:
    """Connect; returns what disconnects. Raises `BadSettingError` for a token that is refused."""
    token = settings.secret("slack_app_token")
    handler = _Handler(app, token, web_client=app.client)
    try:
        # Asked here, for the client would ask again for ever with a token that is refused.
        handler.client.wss_uri = await handler.client.issue_new_wss_url()
        await handler.connect_async()  # type: ignore[no-untyped-call]  # Bolt leaves it untyped
    except SlackApiError as error:
        await handler.close_async()  # type: ignore[no-untyped-call]  # the same
        raise refused("SLACK_APP_TOKEN", app.client, error) from error
    log.info("listening over Socket Mode")
    return handler.close_async
