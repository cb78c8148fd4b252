"""Slack's documented limits on blocks and views, checked without any library's help.

`violations` and `view_violations` are pure: they return every one, each with its JSON pointer.
The numbers are those of docs.slack.dev/reference/block-kit; where the docs and Slack's practice
differ, the narrower one holds, so that what passes here passes there.
"""

from bot.fake_slack.block_kit.check import view_violations, violations
from bot.fake_slack.block_kit.node import Surface, Violation

__all__ = ["Surface", "Violation", "view_violations", "violations"]
