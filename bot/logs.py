"""Logs: one line each, as text or JSON; they carry counts and kinds, never what people write."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.settings import Settings

LOUD = ("slack_sdk", "aiohttp.access", "asyncio")
"""Libraries whose chatter is held back to warnings."""


class _Json(logging.Formatter):
    """A line of JSON for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(line)


def set_up(settings: Settings) -> None:
    """Send our logs to standard error, in the format and from the level that are set."""
    handler = logging.StreamHandler(sys.stderr)
    text = logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(_Json() if settings.log_format == "json" else text)
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
