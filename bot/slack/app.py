"""The Slack app: one route for each kind of payload, one handler for every error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.middleware.async_middleware import AsyncMiddleware
from slack_bolt.response import BoltResponse

from bot.slack.errors import told
from bot.slack.reading import UnreadableError, kind_of

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from slack_bolt.request.async_request import AsyncBoltRequest
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.slack.payloads import Payloads
    from bot.slack.receiver import Receiver

Json = dict[str, Any]

log = logging.getLogger(__name__)


async def report(error: Exception) -> None:
    """Take every failure there is: it is logged by its kind and its places, never its message."""
    log.error("a reply failed: %s", told(error), exc_info=error)


def build(client: AsyncWebClient, receiver: Receiver, read: Payloads) -> AsyncApp:
    """Build the app: one route for each kind of payload."""
    quiet = logging.getLogger("slack_bolt")
    quiet.setLevel(logging.ERROR)  # below that it logs what people wrote
    app = AsyncApp(
        logger=quiet,  # or Bolt takes the root's level for its own
        client=client,
        before_authorize=Routes(client, receiver, read),  # one token, and who it is for is known
        process_before_response=True,  # the acknowledgement leaves after the commit, at once
        # What we don't need would cost each request: checks that the endpoint makes on the bytes,
        # a filter of our own events (the payloads' side has one), helpers for functions and agents.
        request_verification_enabled=False,
        url_verification_enabled=False,
        ssl_check_enabled=False,
        ignoring_self_events_enabled=False,
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    app.error(report)
    return app


class Routes(AsyncMiddleware):
    """Takes whatever Slack sends, ahead of Bolt's listeners: finding one costs as much as a turn.

    What nobody expected is acknowledged all the same, logged by its kind, and nothing is done.
    """

    def __init__(self, client: AsyncWebClient, receiver: Receiver, read: Payloads) -> None:
        self._client = client
        self._receiver = receiver
        self._read = read
        self._routes = {
            "block_actions": self._on_press,
            "command": self._on_command,
            "message": self._on_message,
            "app_mention": self._on_mention,
            "app_home_opened": self._on_opened,
            "view_submission": self._on_submission,
        }

    async def async_process(
        self,
        *,
        req: AsyncBoltRequest,
        resp: BoltResponse,  # noqa: ARG002 - Bolt passes it by name
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002, ARG002 - Bolt calls it so
    ) -> BoltResponse:
        """Answer a payload; the acknowledgement is what this returns."""
        kind = kind_of(req.body)
        try:
            if route := self._routes.get(kind):
                return BoltResponse(status=200, body=await route(req) or "")
            log.info("nothing is done about: %s", kind)
        except UnreadableError as error:
            log.warning("nothing is done about: %s, %s", kind, error)
        return BoltResponse(status=200, body="")

    async def _on_press(self, req: AsyncBoltRequest) -> None:
        await self._receiver.receive(self._read.press(req.body), self._client)

    async def _on_command(self, req: AsyncBoltRequest) -> None:
        await self._receiver.receive(self._read.command(req.body), self._client)

    async def _on_message(self, req: AsyncBoltRequest) -> None:
        await self._receiver.receive(self._read.message(req.body, _retry(req)), self._client)

    async def _on_mention(self, req: AsyncBoltRequest) -> None:
        await self._receiver.receive(self._read.mention(req.body, _retry(req)), self._client)

    async def _on_submission(self, req: AsyncBoltRequest) -> Json:
        return await self._receiver.submit(self._read.submission(req.body), self._client)

    async def _on_opened(self, req: AsyncBoltRequest) -> None:
        person, tab, channel = self._read.opened(req.body)
        if tab == "messages" and channel:
            self._receiver.greet(person, channel, self._client)
        elif tab == "home":
            self._receiver.show_home(person, self._client)


def _retry(req: AsyncBoltRequest) -> int:
    """Count how often Slack told this before; Socket Mode says 0 where HTTP says nothing."""
    number = req.headers.get("x-slack-retry-num", ["0"])[0]
    return int(number[:3]) if number.isascii() and number.isdecimal() else 0
