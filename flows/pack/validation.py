"""Validation: what a model refuses, as a place and words that an author understands."""

from __future__ import annotations

from collections.abc import Sized
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a key that belongs here",
    "unexpected_keyword_argument": "is not a key that belongs here",
    "json_invalid": "is no JSON in UTF-8 ({error})",
    "dict_type": "should hold keys and values",
    "model_type": "should hold keys and values",
    "dataclass_type": "should hold keys and values",
    "tuple_type": "should be a list",
    "string_type": "should be one text",
    "string_too_short": "is empty; write something",
    "string_too_long": "has {size} characters; {max_length} at most",
    "too_long": "has {size} {unit}; {max_length} at most",
    "too_short": "has {size} {unit}; {min_length} at least",
    "int_type": "should be a whole number",
    "int_parsing": "should be a whole number",
    "greater_than_equal": "should be {ge} or more",
    "less_than_equal": "should be {le} or less",
    "literal_error": "should be {only}",
}


def place(detail: ErrorDetails) -> tuple[str, ...]:
    """Name the keys that lead to what was refused."""
    return tuple(str(key) for key in detail["loc"] if key != "[key]")


def words(detail: ErrorDetails) -> str:
    """Say what is wrong there."""
    given: dict[str, Any] = detail.get("ctx", {})
    told = _WORDS.get(detail["type"], detail["msg"].removeprefix("Value error, "))
    if detail["type"] not in _WORDS:
        return told
    return told.format(
        **given,
        size=len(detail["input"]) if isinstance(detail["input"], Sized) else 0,
        unit="characters" if isinstance(detail["input"], str) else "entries",
        only=str(given.get("expected", "")).replace("'", ""),
    )
