"""Consent: what a typed line says to what was asked back, beyond a plain yes or no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.asked_back import is_offer
from flows.language.phrasebook import NO, YES, bare, phrasebook
from flows.language.small_talk import is_small_talk, is_withdrawn
from flows.nlu.clauses import clauses

if TYPE_CHECKING:
    from flows.dialogue.action import Action
    from flows.dialogue.turn import Turn
    from flows.language.phrasebook import Tokens

_FEW = 3
"""Words of a line that is more than a no."""
_CONSENT = 6
"""Words of a line that may consent to what was asked back."""
_AGAINST = ("conditions", "deny", "nothing")
"""Roles of what leaves no yes to several answers."""


def way_of(turn: Turn, pending: Action) -> str | None:
    """Read a line as a yes or a no to what was asked back; None when it is neither, or more."""
    text = turn.action.text
    if is_withdrawn(text) or phrasebook().has("declines", bare(text)):
        return NO
    if said := turn.matcher.yes_or_no(text):
        return said
    if phrasebook().has("aside", bare(text)) or phrasebook().asks(text):
        return None
    return NO if _is_short_no(bare(text)) else _short_yes(turn, bare(text), pending)


def begins_with(turn: Turn, way: str) -> bool:
    """Whether a line says yes, or no, before anything else."""
    text = turn.action.text
    first = clauses(text)[:1]
    said = any(turn.matcher.yes_or_no(clause.text) == way for clause in first)
    return said or turn.matcher.yes_or_no.head(text) == way


def consents_to_all(turn: Turn, pending: Action) -> bool:
    """Whether every clause of a line is a yes or says nothing, and nothing speaks against one.

    What it asks beside that is left aside.
    """
    every = (clause.text for clause in clauses(turn.action.text))
    said = [text for text in every if not phrasebook().asks(text)]
    agreed = [
        turn.matcher.yes_or_no(text) == YES or _short_yes(turn, bare(text), pending) == YES
        for text in said
    ]
    empty = (is_small_talk(text) or _is_small(bare(text)) for text in said)
    plain = all(yes or small for yes, small in zip(agreed, empty, strict=True))
    return any(agreed) and plain and not any(_is_rejecting(turn, text, pending) for text in said)


def mends(turn: Turn, said: Tokens, pending: Action) -> bool:
    """Whether a word asks to mend something, where no change was asked back."""
    mending = (word for word in said if phrasebook().has("mends", (word,)))
    return is_offer(turn, pending) and any(YES not in phrasebook().meaning(one) for one in mending)


def agrees(turn: Turn, pending: Action) -> bool:
    """Whether a line begins with a yes, tells of the yes that was offered, and rejects nothing.

    Where a no was offered, a longer yes may mean either.
    """
    text, match = turn.action.text, turn.match
    told = match.kind in {"answer", "confirm"} and match.id == YES
    same = told and pending.target.endswith(f"/{YES}")
    return begins_with(turn, YES) and same and not _is_rejecting(turn, text, pending)


def _is_rejecting(turn: Turn, text: str, pending: Action) -> bool:
    """Whether a clause denies, mends or withdraws something, or makes it depend on something."""
    said, book = bare(text), phrasebook()
    against = any(book.starts(role, said[at:]) for at in range(len(said)) for role in _AGAINST)
    return against or is_withdrawn(text) or mends(turn, said, pending)


def _is_short_no(said: Tokens) -> bool:
    """Whether a few words begin with a no, as *no wait* does."""
    return 0 < len(said) < _FEW and _meanings(said)[0] == {NO}


def _short_yes(turn: Turn, said: Tokens, pending: Action) -> str | None:
    """Take a few words that consent and say nothing else for a yes."""
    if len(said) > _CONSENT or mends(turn, said, pending):
        return None
    told = {YES} in _meanings(said) or any(phrasebook().has("consents", (one,)) for one in said)
    return YES if told and _is_small(said) else None


def _is_small(said: Tokens) -> bool:
    """Whether each word is a yes, or may stand beside one."""
    book, means = phrasebook(), _meanings(said)
    others = (said[at : at + 1] for at, meant in enumerate(means) if meant != {YES})
    return all(book.has("consent", word) or book.has("fillers", word) for word in others)


def _meanings(said: Tokens) -> list[frozenset[str]]:
    return [phrasebook().replies.get((word,), frozenset()) for word in said]
