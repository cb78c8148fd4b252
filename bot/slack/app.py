"""The Slack app: one listener for each kind of payload, one handler for every error."""

from __future__ import annotations

import logging
import re
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

from bot.slack.errors import reason
from bot.slack.payloads import person

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.context.ack.async_ack import AsyncAck
    from slack_bolt.context.async_context import AsyncBoltContext
    from slack_bolt.context.respond.async_respond import AsyncRespond
    from slack_bolt.request.async_request import AsyncBoltRequest

    from bot.settings import Settings
    from bot.slack.payloads import Payloads
    from bot.slack.receiver import Receiver

Json = dict[str, Any]
ANY = re.compile("")
"""Every form; the action it stands for is looked up in the table."""

log = logging.getLogger(__name__)


async def report(error: Exception) -> None:
    """Take every failure there is: it is logged by its kind and its places, never its message."""
    kind = type(error).__name__
    if isinstance(error, SlackApiError):
        kind = f"{kind}: {reason(error) or 'no answer of Slack'}"
    log.error("a reply failed: %s", kind, exc_info=error)


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


def build(
    settings: Settings, client: AsyncWebClient, receiver: Receiver, read: Payloads, command: str
) -> AsyncApp:
    """Build the app: one listener for each kind of payload; `command` is its slash command."""
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
        # events (the payloads' side has one), helpers for functions and agents.
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    register(app, receiver, read, command)
    return app


class Presses(AsyncMiddleware):
    """Takes every press, ahead of the listeners: finding one of them costs as much as a turn."""

    def __init__(self, receiver: Receiver, read: Payloads) -> None:
        self._receiver = receiver
        self._read = read

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
        await self._receiver.receive(self._read.press(req.body, context), context.client, respond)
        return BoltResponse(status=200, body="")


def register(app: AsyncApp, receiver: Receiver, read: Payloads, command: str) -> None:
    """Connect the listeners to the receiver."""

    async def on_command(
        ack: AsyncAck,
        body: Json,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await receiver.receive(read.command(body, context), client, respond)
        await ack()

    async def on_message(
        req: AsyncBoltRequest,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await receiver.receive(read.message(req, context), client, respond)

    async def on_mention(
        req: AsyncBoltRequest,
        context: AsyncBoltContext,
        client: AsyncWebClient,
        respond: AsyncRespond,
    ) -> None:
        await receiver.receive(read.mention(req, context), client, respond)

    async def on_submission(
        ack: AsyncAck, body: Json, context: AsyncBoltContext, client: AsyncWebClient
    ) -> None:
        await ack(**await receiver.submit(read.submission(body, context), client))

    async def on_opened(event: Json, context: AsyncBoltContext, client: AsyncWebClient) -> None:
        if event.get("tab") == "messages":
            receiver.greet(person(context), event["channel"], client)
        elif event.get("tab") == "home":
            receiver.show_home(person(context), client)

    async def on_error(error: Exception) -> None:
        await report(error)

    app.use(Presses(receiver, read))
    app.event("message")(on_message)
    app.event("app_mention")(on_mention)
    app.event("app_home_opened")(on_opened)
    app.command(command)(on_command)
    app.view(ANY)(on_submission)
    app.error(on_error)
