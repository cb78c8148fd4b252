"""Yes, no or a hedge, whatever it is said to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import NO, YES, bare, phrasebook
from flows.model.flow import Question
from flows.nlu.plain_reply import PlainReplies

if TYPE_CHECKING:
    from collections.abc import Callable

_WHETHER = Question.model_validate(
    {
        "ask": "?",
        "why": "?",
        "answers": {YES: {"label": YES, "to": YES}, NO: {"label": NO, "to": NO}},
    }
)


class YesOrNo:
    """Reads plain replies to any question of whether; `known` tells a word from a slip."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._replies = PlainReplies(_WHETHER, known)

    def __call__(self, text: str) -> str | None:
        """Read a line; None when it is none of them, or may be several."""
        said = self._replies.read(text)
        listed = phrasebook().replies.get(bare(text), frozenset())
        return said.id if said and (said.sure or (len(listed) == 1 and "?" not in text)) else None

    def head(self, text: str) -> str | None:
        """Read what a longer line begins with, as in “no, you misunderstood”."""
        found = self._replies.head(text)
        return found.id if found else None
