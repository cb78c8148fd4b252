"""Reading payloads: every shape there is can be read; what has to be there is named if it isn't."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

_PLAIN = re.compile(r"[a-z_]{1,40}(?:\.[a-z_]{1,40})?")


class UnreadableError(Exception):
    """A payload of a shape nobody expected; the message names what is not there."""


def find(value: object, *path: str) -> object:
    """Give what stands at a path of keys; None where there is no such place."""
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def text(value: object, *path: str) -> str:
    """Give the text at a path; none where there is no text."""
    found = find(value, *path)
    return found if isinstance(found, str) else ""


def table(value: object, *path: str) -> Json:
    """Give the object at a path; an empty one where there is none."""
    found = find(value, *path)
    return found if isinstance(found, dict) else {}


def need(value: object, *path: str) -> str:
    """Give the text at a path; raises `UnreadableError` where there is none."""
    if not (found := text(value, *path)):
        raise UnreadableError(f"no {'.'.join(path)}")
    return found


def kind_of(body: object) -> str:
    """Name the kind of a payload, in words that can be logged: never what somebody wrote."""
    kind = text(body, "type") or ("command" if text(body, "command") else "")
    if kind == "event_callback":
        kind = text(body, "event", "type")
    return kind if _PLAIN.fullmatch(kind) else "payload"
