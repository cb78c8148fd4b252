"""Validation: what a model refuses, as a place and words that an author understands."""

from __future__ import annotations

from collections.abc import Sized
from typing import TYPE_CHECKING, Any

from flows.model.issue import nearest, no_such
from flows.pack.shape import keys, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
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
_ONE_OF = {
    "questions": "question",
    "answers": "answer",
    "outcomes": "outcome",
    "sections": "section",
    "facts": "fact",
    "any_of": "part",
    "to": "row",
    "cards": "card",
    "synonyms": "synonym",
    "aliases": "alias",
    "options": "option",
}
"""What one thing is called that stands under such a key."""


def refusals(error: ValidationError, kind: Any) -> Iterator[tuple[tuple[str, ...], str]]:  # noqa: ANN401
    """Go through what was refused in a file of this kind: where it stands, and what is wrong.

    A key that is missed because it is misspelled is told once.
    """
    details = error.errors(include_url=False)
    misspelled = {
        (*at[:-1], nearest(at[-1], keys(kind, at[:-1])))
        for detail in details
        if detail["type"] == "extra_forbidden" and (at := place(detail))
    }
    for detail in details:
        at = place(detail)
        if detail["type"] != "missing" or at not in misspelled:
            yield at, _told(detail, kind, at)


def words(detail: ErrorDetails) -> str:
    """Say what is wrong with one thing."""
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


def _told(detail: ErrorDetails, kind: Any, at: tuple[str, ...]) -> str:  # noqa: ANN401
    if detail["type"] == "missing":
        return f"{_named(at[:-1])} lacks {at[-1]}; add `{at[-1]}: {shape(kind, at)}`"
    if detail["type"] == "extra_forbidden":
        above = f"{_named(at[:-1])}: " if at[1:] else ""
        return f"{above}{_no_key(at[-1], detail['input'], list(keys(kind, at[:-1])))}"
    mend = ""
    if detail["type"] in {"dict_type", "tuple_type"} or (at and detail["type"] == "model_type"):
        mend = f", as in {shape(kind, at)}"
    elif detail["type"] == "string_type" and isinstance(detail["input"], dict):
        mend = "; put quotes around one with a colon"
    return f"{_named(at)} {words(detail)}{mend}"


def _no_key(name: str, value: object, known: list[str]) -> str:
    """Say that there is no such key, which between braces is often the rest of a text."""
    if not value and not nearest(name, known):
        return f"there is no key {name}; put quotes around a text with a comma"
    return no_such("key", name, known, "take it out")


def place(detail: ErrorDetails) -> tuple[str, ...]:
    """Name the keys that lead to what was refused."""
    return tuple(str(key) for key in detail["loc"] if key != "[key]")


def _named(at: tuple[str, ...]) -> str:
    """Name a place in plain words, from the outside in."""
    said: list[str] = []
    left = list(at)
    while left:
        key = left.pop(0)
        if key in _ONE_OF and left:
            key = f"{_ONE_OF[key]} {_counted(left.pop(0))}"
        said.append(f"entry {_counted(key)}" if key.isdecimal() else key)
    return ", ".join(said) or "the file"


def _counted(key: str) -> str:
    """Count the entries of a list as people do, from 1."""
    return str(int(key) + 1) if key.isdecimal() else key
