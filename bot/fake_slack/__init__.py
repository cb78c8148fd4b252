"""A local workspace: speaks Slack to a Bolt app, and a small API to a page.

Nothing here is Slack's; it is as strict as Slack where Slack is strict.
"""

from bot.fake_slack.elements import Choice
from bot.fake_slack.envelope import Sent
from bot.fake_slack.server import PortInUseError, Workspace
from bot.fake_slack.shapes import Call, Ping, Result

__all__ = ["Call", "Choice", "Ping", "PortInUseError", "Result", "Sent", "Workspace"]
