"""Handing a payload to the app, whichever way it came and whatever its shape."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.slack.reading import kind_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from slack_bolt.app.async_app import AsyncApp

log = logging.getLogger(__name__)


async def dispatch(
    app: AsyncApp, body: object, headers: Mapping[str, str | Sequence[str]] | None
) -> BoltResponse:
    """Let the app answer a payload; one that Bolt can't take apart is acknowledged, and no more.

    Its mode says only that the body is parsed already, and its sender known.
    """
    try:
        request = AsyncBoltRequest(
            body=body if isinstance(body, dict) else {},
            headers=dict(headers or {}),
            mode="socket_mode",
        )
    except (AttributeError, IndexError, KeyError, TypeError, ValueError):
        log.warning("nothing is done about: %s, of an unknown shape", kind_of(body))
        return BoltResponse(status=200, body="")
    return await app.async_dispatch(request)
