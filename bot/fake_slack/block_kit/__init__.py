"""Slack's documented limits on blocks and views, checked without any library's help.

`faults` and `view_faults` are pure: they return every fault, each with its JSON pointer.
The numbers are those of docs.slack.dev/reference/block-kit; where
the docs and Slack's practice differ, the narrower one holds, so that what passes here passes
there.
"""

from bot.fake_slack.block_kit.check import faults, view_faults
from bot.fake_slack.block_kit.node import Fault, Surface

__all__ = ["Fault", "Surface", "faults", "view_faults"]
