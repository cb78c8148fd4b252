"""A local workspace: speaks Slack to a Bolt app, and a small API to a page.

Nothing here is Slack's; it is as strict as Slack where Slack is strict.
"""

from bot.workspace.choosing import Choice
from bot.workspace.envelope import Sent
from bot.workspace.server import PortInUseError, Workspace
from bot.workspace.shapes import Call, Ping, Result

__all__ = ["Call", "Choice", "Ping", "PortInUseError", "Result", "Sent", "Workspace"]
