"""A strict stand-in for Slack: it speaks Slack to a Bolt app, and a small API to a page.

Nothing here is Slack's; it is as strict as Slack where Slack is strict.
"""

from bot.fake_slack.installed import Installed
from bot.fake_slack.server import PortInUseError, Workspace

__all__ = ["Installed", "PortInUseError", "Workspace"]
