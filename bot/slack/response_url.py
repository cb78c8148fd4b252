"""A response url: the way to answer a command or a press, a few times within half an hour."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.errors import ResponseUrlError

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient
    from slack_sdk.webhook import WebhookResponse

_PAUSE, _LONGEST_PAUSE = 0.5, 2.0
"""Seconds before it is tried again, once; past the longest there are other ways to answer."""
_TAKEN, _LIMITED, _FAILED = 200, 429, 500


async def respond(url: str, body: dict[str, Any], client: AsyncWebClient) -> None:
    """Post an answer, the way that `client` reaches Slack; raises `ResponseUrlError`."""
    webhook = AsyncWebhookClient(url, proxy=client.proxy, ssl=client.ssl)
    answer = await webhook.send_dict(body)
    if (pause := _pause(answer)) is not None:
        await asyncio.sleep(pause)
        answer = await webhook.send_dict(body)
    if answer.status_code != _TAKEN or not _is_taken(answer.body):
        raise ResponseUrlError(answer.status_code, answer.body)


def _is_taken(body: str) -> bool:
    """Tell Slack's own word from a gateway's page, and from a refusal that says 200."""
    if body.strip() in {"", "ok"}:
        return True
    try:
        return bool(json.loads(body)["ok"])
    except (ValueError, TypeError, KeyError):
        return False


def _pause(answer: WebhookResponse) -> float | None:
    """Tell after how many seconds it may be tried again; None if that is no use."""
    if answer.status_code >= _FAILED:
        return _PAUSE
    after = str(answer.headers.get("Retry-After", ""))
    soon = after.isdecimal() and int(after) <= _LONGEST_PAUSE
    return float(after) if answer.status_code == _LIMITED and soon else None
