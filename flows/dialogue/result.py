"""A result: what one turn comes to, as values; nothing of it has happened yet."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flows.dialogue.effect import Effect
    from flows.dialogue.reply import Reply
    from flows.dialogue.session import Session


class Audience(Enum):
    """To whom a reply may be shown, and where."""

    HERE = auto()  # where it was asked, to whoever sees that
    ALONE = auto()  # where it was asked, to the person alone
    DIRECT = auto()  # in the person's own conversation: a step of their own decision


class Result(NamedTuple):
    """The session afterwards (None: forget this person), what is said, and what has to happen."""

    session: Session | None
    reply: Reply
    audience: Audience = Audience.HERE
    effects: tuple[Effect, ...] = ()
