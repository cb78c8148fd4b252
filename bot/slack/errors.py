"""Refusals: what Slack says no with, and how to know that it is not Slack that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import ClientError
from slack_sdk.errors import SlackApiError

from bot.errors import BadSettingError

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

UNREACHED = (SlackApiError, ClientError, OSError)
"""What a call ends in that Slack refused or never took."""


_BLOCKS = "invalid_blocks"
"""How Slack's words for blocks that it does not take begin."""


class LostError(Exception):
    """What was to be said reached nobody, whichever way it was tried; the message has no words."""


def reason(error: SlackApiError) -> str | None:
    """Give Slack's own word for what is wrong; None if that is no answer of Slack's."""
    data = getattr(error.response, "data", None)
    return data.get("error") if isinstance(data, dict) else None


class NotSlackError(OSError):
    """Something that is no answer of Slack's came in its place."""


class ResponseUrlError(OSError):
    """A response url that did not take what was posted to it: its status, and what it said."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"response_url: {status}")
        self.said = said


def refuses_blocks(error: Exception) -> bool:
    """Tell whether it is the blocks that Slack did not take, and may take others."""
    if isinstance(error, ResponseUrlError):
        return _BLOCKS in error.said
    return isinstance(error, SlackApiError) and _BLOCKS in (reason(error) or "")


def limited(error: SlackApiError) -> float | None:
    """Tell for how many seconds Slack wants to be left alone; None if that is not what it says."""
    after = str(getattr(error.response, "headers", {}).get("Retry-After", "1"))
    return float(after) if reason(error) == "ratelimited" and after.isdecimal() else None


def told(error: Exception) -> str:
    """Name a failure for the logs: Slack's own word, or its kind; never its message."""
    if isinstance(error, LostError | ResponseUrlError):
        return str(error)
    if isinstance(error, SlackApiError):
        return f"SlackApiError: {reason(error) or 'no answer of Slack'}"
    return type(error).__name__


def refused(setting: str, client: AsyncWebClient, error: SlackApiError) -> BadSettingError:
    """Blame a setting for what Slack refused, or the address if it is not Slack's."""
    said = reason(error)
    return BadSettingError(f"{setting}: Slack says {said}") if said else not_slack(client)


def not_slack(client: AsyncWebClient) -> BadSettingError:
    """Say that something else answers where Slack should."""
    return BadSettingError(
        f"SLACK_API_URL: {client.base_url} did not answer like Slack; check it, and any proxy "
        "on the way"
    )
