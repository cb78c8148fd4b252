"""The Slack app: one listener for each kind of payload, one handler for every error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import payloads
from bot.slack.errors import reason
from bot.slack.manifest import COMMAND

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.settings import Settings
    from bot.slack.delivery import SlackDelivery

Json = dict[str, Any]

log = logging.getLogger(__name__)


async def report(error: Exception) -> None:
    """Take every failure there is: it is logged by its kind, never with what somebody wrote."""
    what: object = error
    if isinstance(error, SlackApiError):
        what = reason(error) or "no answer of Slack's"
    log.error("a reply failed: %s: %s", type(error).__name__, what)


def web_client(settings: Settings) -> AsyncWebClient:
    """Make the client of the Web API; it waits and tries again where Slack says so."""
    return AsyncWebClient(
        settings.secret("slack_bot_token"),
        base_url=str(settings.slack_api_url),
        retry_handlers=[
            AsyncConnectionErrorRetryHandler(),
            AsyncRateLimitErrorRetryHandler(max_retry_count=3),
            AsyncServerErrorRetryHandler(max_retry_count=2),
        ],
    )


def build(settings: Settings, client: AsyncWebClient, surface: SlackDelivery) -> AsyncApp:
    """Build the app: one listener for each kind of payload."""
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)  # below that it logs what people wrote
    app = AsyncApp(
        logger=quiet,  # or Bolt takes the root's level for its own
        client=client,
        signing_secret=settings.secret("slack_signing_secret")
        if settings.slack_app_token is None
        else "unused with Socket Mode",
        process_before_response=True,  # the acknowledgement leaves after the commit, at once
        # What we don't need would cost each request: an obsolete check, a filter of our own
        # events (the incoming side has one), helpers for functions and agents.
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    register(app, surface)
    return app


class Presses(AsyncMiddleware):
    """Takes every press, ahead of the listeners: finding one of them costs as much as a turn."""

    def __init__(self, surface: SlackDelivery) -> None:
        self._surface = surface

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt passes it by name
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002 - Bolt calls it so
    ) -> BoltResponse:
        """Answer a press; the acknowledgement is what this returns."""
        context, respond = req.context, req.context.respond
        if req.body.get("type") != "block_actions" or respond is None:
            return await next()
        await self._surface.answer(payloads.press(req.body, context), context.client, respond)
        return BoltResponse(status=200, body="")


def register(app: AsyncApp, surface: SlackDelivery) -> None:
    """Connect the listeners to the surface."""

    async def on_command(
        ack: AsyncAck,
        body: Json,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await surface.answer(payloads.command(body, context), client, respond)
        await ack()

    async def on_message(
        req: AsyncBoltRequest,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await surface.answer(payloads.message(req, context), client, respond)

    async def on_mention(
        req: AsyncBoltRequest,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await surface.answer(payloads.mention(req, context), client, respond)

    async def on_opened(event: Json, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if event.get("tab") == "messages":
            surface.welcome(payloads.person(context), event["channel"], client)

    async def on_error(error: Exception) -> None:
        await report(error)

    app.use(Presses(surface))
    app.event("message")(on_message)
    app.event("app_mention")(on_mention)
    app.event("app_home_opened")(on_opened)
    app.command(COMMAND)(on_command)
    app.error(on_error)
