"""Logs: one line each, as text or JSON; they carry counts and kinds, never what people write.

A failure is logged with the places it went through and the turn it happened in, without its
message, which can quote what somebody wrote.
"""

from __future__ import annotations

import itertools
import json
import logging
import sys
import traceback
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from types import TracebackType

    from bot.settings import Settings

    ExcInfo = (
        tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    )

LOUD = ("slack_sdk", "aiohttp.access", "asyncio")
"""Libraries whose chatter is held back to warnings."""
FRAMES = 20
"""Places of a failure that are logged: the innermost ones."""

_process = uuid4().hex[:6]  # told apart from other processes and earlier runs
_numbers = itertools.count(1)
_turn: ContextVar[str] = ContextVar("turn", default="")


def new_turn() -> None:
    """Give what follows in this task, and what it starts, a turn id of its own."""
    _turn.set(f"{next(_numbers):x}-{_process}")


def frames(error: BaseException) -> str:
    """Name the kinds and places of a failure and of what it came from, outermost cause first."""
    places = traceback.extract_tb(error.__traceback__)[-FRAMES:]
    at = " < ".join(
        f"{Path(place.filename).name}:{place.lineno} {place.name}" for place in reversed(places)
    )
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = f"{frames(cause)}; then " if cause is not None else ""
    return f"{before}{type(error).__name__} at {at or 'no place'}"


class _Formatter(logging.Formatter):
    """Writes failures as frames."""

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the library's name
        return frames(ei[1]) if ei[1] else ""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None  # another handler may have written it with the message
        record.turn = f" [{turn}]" if (turn := _turn.get()) else ""
        line = super().format(record)
        return line.replace("\n", " | ")


class _Json(_Formatter):
    """A line of JSON for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if turn := _turn.get():
            line["turn"] = turn
        if record.exc_info:
            line["failure"] = self.formatException(record.exc_info)
        return json.dumps(line)


def set_up(settings: Settings) -> None:
    """Send our logs to standard error, in the format and from the level that are set."""
    handler = logging.StreamHandler(sys.stderr)
    text = _Formatter("%(asctime)s %(levelname)s %(name)s%(turn)s: %(message)s")
    handler.setFormatter(_Json() if settings.log_format == "json" else text)
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    for name in LOUD:
        logging.getLogger(name).setLevel(logging.WARNING)
