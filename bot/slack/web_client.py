"""The client of Slack's Web API: what it tries again, and what it makes of answers not Slack's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.errors import NotSlackError

if TYPE_CHECKING:
    from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryState
    from slack_sdk.web.async_slack_response import AsyncSlackResponse

    from bot.settings import Settings

_FAILED = 500


class GatewayRetryHandler(AsyncRetryHandler):
    """Tries again where a gateway answered in Slack's place: a server error, or no JSON."""

    async def _can_retry_async(
        self,
        *,
        state: RetryState,  # noqa: ARG002 - the library passes it by name
        request: HttpRequest,  # noqa: ARG002 - the same
        response: HttpResponse | None = None,
        error: Exception | None = None,
    ) -> bool:
        if response is None:
            return isinstance(error, SlackApiError)
        return response.status_code >= _FAILED or not response.body


class WebClient(AsyncWebClient):
    """Slack's own, but that it says so where something else answers in Slack's place."""

    async def api_call(self, api_method: str, **more: Any) -> AsyncSlackResponse:  # noqa: ANN401 - as the client's own takes
        """Call a method; raises `SlackApiError`, `ClientError` or `OSError`."""
        try:
            return await super().api_call(api_method, **more)
        except (AttributeError, ValueError) as error:  # the client trips over other text
            raise NotSlackError("no answer of Slack") from error


def web_client(settings: Settings) -> WebClient:
    """Make the client that waits and tries again where Slack, or what stands before it, says so."""
    client = first_client(settings)
    client.retry_handlers = [
        AsyncConnectionErrorRetryHandler(),
        AsyncRateLimitErrorRetryHandler(max_retry_count=3),
        GatewayRetryHandler(max_retry_count=2),
    ]
    return client


def first_client(settings: Settings) -> WebClient:
    """Make the client that asks first: what doesn't answer like Slack then is set up wrong."""
    return WebClient(settings.secret("slack_bot_token"), base_url=str(settings.slack_api_url))


def client_for_once(client: AsyncWebClient) -> WebClient:
    """Make a client like this one that asks once: it is for what can't just be said again."""
    return WebClient(client.token, base_url=client.base_url, retry_handlers=[])
