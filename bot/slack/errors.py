"""Refusals: what Slack says no with, and how to know that it is not Slack that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.errors import BadSettingError

if TYPE_CHECKING:
    from slack_sdk.errors import SlackApiError
    from slack_sdk.web.async_client import AsyncWebClient


def reason(error: SlackApiError) -> str | None:
    """Give Slack's own word for what is wrong; None if that is no answer of Slack's."""
    data = getattr(error.response, "data", None)
    return data.get("error") if isinstance(data, dict) else None


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
