"""Pieces: the phrases that a plain reply is made of, and what it says in the end."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from flows.language.phrasebook import ASK, NO, WHY, YES, bare, phrasebook

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Question


class Plain(NamedTuple):
    """What a plain reply says: an answer's id, `unsure` or `why`.

    `sure` replies are recorded, the others asked back. `left` names the parts of an either/or
    that are still open when another one was denied; then nothing is answered yet. `bare` tells
    a line of nothing but listed replies, the question's own parts, and what joins or denies them.
    """

    id: str
    sure: bool = True
    left: tuple[str, ...] = ()
    bare: bool = False


class Piece(NamedTuple):
    """One phrase of a line: what it means as a reply, its roles, and the part it names."""

    said: Tokens
    means: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    part: str = ""

    @property
    def says(self) -> frozenset[str]:
        """What it means as a reply, if only by naming all, or none, of what is asked about."""
        grouped = YES if "all" in self.roles else NO if "none" in self.roles else ""
        return frozenset({grouped}) if grouped else self.means

    @property
    def takes_back(self) -> bool:
        """Whether it takes back what was said before, and is nothing else besides."""
        return "reversals" in self.roles and not {"fillers", "turns"} & self.roles

    @property
    def side(self) -> str:
        """The side it takes for the parts around it, yes or no; empty for none."""
        if "deny" in self.roles or self.means == {NO}:
            return NO
        return YES if "affirm" in self.roles or self.means == {YES} else ""


GROUPED = {
    **dict.fromkeys(("all", "any", "first", "latter"), YES),
    "none": NO,
    "second": ASK + YES,
}
"""What it says to name all, any or none of the things asked about, or one of them by its place."""
_ROLES = ("fillers", "deny", "affirm", "turns", "reversals", "joins")


def lexicon(question: Question) -> Mapping[Tokens, Piece]:
    """Collect every phrase that a plain reply to a question may be made of."""
    found = dict(_shared(either=bool(question.any_of)))
    for name, way in question.answers.items():
        for phrase in (way.label, *way.synonyms) if name not in {YES, NO} else ():
            said = bare(phrase)
            known = found.get(said, Piece(said))
            found[said] = known._replace(means=known.means | {name})
    for part, phrases in question.any_of.items():
        for phrase in phrases:
            found[bare(phrase)] = Piece(bare(phrase), part=part)
    return found


@cache
def _shared(*, either: bool) -> Mapping[Tokens, Piece]:
    book = phrasebook()
    found = {
        said: Piece(said, frozenset(m for m in means if m != WHY))
        for said, means in book.replies.items()
        if means != {WHY}
    }
    for role in (*_ROLES, *(GROUPED if either else ())):
        for said in book.turns[role]:
            piece = found.get(said, Piece(said))
            found[said] = piece._replace(roles=piece.roles | {role})
    return found
