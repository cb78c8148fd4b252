"""A day of the calendar, as it is written in a file."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field


def is_day(text: str) -> bool:
    """Whether `text` is a day of the calendar, written as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _day(text: object) -> str:
    if not isinstance(text, str):
        raise ValueError("should be one day, written as YYYY-MM-DD")  # noqa: TRY004 - a fault of a file
    if not is_day(text):
        raise ValueError(f"{text} is no day; write one as YYYY-MM-DD")
    return text


Day = Annotated[date, BeforeValidator(_day), Field(examples=["2026-01-31"])]
