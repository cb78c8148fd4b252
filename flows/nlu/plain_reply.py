"""A plain reply: a typed line made of nothing but words that answer, read part by part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flows.language.commands import commands
from flows.language.phrasebook import ASK, PAUSE, UNSURE, WHY, bare, phrasebook, tokens
from flows.nlu.either_or import either
from flows.nlu.numbers import counts, numbered, place
from flows.nlu.pieces import Piece, Plain, lexicon
from flows.nlu.polarity import polarity
from flows.nlu.spelling import by_letter, nearest, unstretched

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.language.phrasebook import Tokens
    from flows.model.flow import Question

_SURELY = frozenset("?~")
"""What makes any reply unsure: it is put as a question, or struck out."""
_BRIEF = 2
"""Tokens that add little to an answer before them."""
_BESIDE = frozenset({"pause", "joins", "deny", "affirm"})
"""What stands between the answers and parts of a line that says nothing else."""
_MOST = 24
"""Tokens of a line that can still be a plain reply."""


def _is_number(said: Tokens) -> bool:
    """Whether this is a number alone, as in "no. 1", which is no "no"."""
    return place(said, ordinal=False) is not None


class Head(NamedTuple):
    """The answer that a line begins with.

    It is `firm` if a pause parts it from what follows, and that states no condition; `brief` if
    that is a word or two.
    """

    id: str
    firm: bool
    brief: bool


@dataclass(frozen=True, slots=True)
class Parsed:
    """A line in pieces; `rest` counts the tokens from the first one that nothing explains."""

    pieces: tuple[Piece, ...]
    rest: int


class PlainReplies:
    """Reads plain replies to one question; `known` tells whether a word is no misspelling."""

    def __init__(self, question: Question, known: Callable[[str], bool]) -> None:
        self._question = question
        self._answers = tuple(question.answers)
        self._known = known
        self._lexicon = lexicon(question)
        self._longest = max(map(len, self._lexicon))
        self._listed = frozenset(t for phrase in self._lexicon for t in phrase)
        self._parts = by_letter(self._listed)
        self._whole = by_letter(phrase[0] for phrase in self._lexicon if len(phrase) == 1)
        self._labels = {
            bare(said): name
            for name, way in question.answers.items()
            for said in (way.label, name, *way.synonyms)
        }

    def read(self, text: str) -> Plain | None:
        """Read a line as a reply to the question; None when it is not, or not plainly, one."""
        said = tokens(text)
        words = bare(text)
        if not words or len(said) > _MOST or phrasebook().has("aside", words):
            return None
        found = self._label(words) or self._numbered(words) or self._said(text, said)
        if found is None or (found.id not in self._answers and found.id != UNSURE):
            return self._why(words)
        wonders = not _SURELY.isdisjoint(text) and found.id in self._answers
        return found._replace(sure=False) if wonders else found

    def _said(self, text: str, said: Tokens) -> Plain | None:
        parsed = self._parse(said)
        found = None if parsed.rest else self._meaning(text, parsed.pieces)
        told = all(p.means or p.part or p.roles & _BESIDE for p in parsed.pieces)
        mended = any(token not in self._listed for token in bare(text))
        return found._replace(bare=told and not mended) if found else None

    def wonders(self, text: str) -> bool:
        """Whether a line asks what a part of the question means."""
        said, book = bare(text)[:_MOST], phrasebook()
        if not any(book.has("meaning", (word,)) for word in said):
            return False
        parts = {piece.said for piece in self._lexicon.values() if piece.part}
        sizes = range(1, self._longest + 1)
        return any(said[at : at + size] in parts for at in range(len(said)) for size in sizes)

    def head(self, text: str) -> Head | None:
        """Read the answer that a longer line begins with, as in “yes, my chair agreed”."""
        said = tokens(text)
        if phrasebook().starts("aside", bare(text)):
            return None
        parsed = self._parse(said[:_MOST])
        means = [m for piece in parsed.pieces for m in piece.says]
        found = set(means)
        if len(found) != 1 or ASK in means[0] or any(piece.part for piece in parsed.pieces):
            return None
        first = next(at for at, piece in enumerate(parsed.pieces) if piece.says)
        apart = any("pause" in piece.roles for piece in parsed.pieces[first:])
        rest = " ".join(said[len(said) - parsed.rest :])
        if commands().find(rest) or phrasebook().asks(rest) or _is_number(bare(rest)):
            return None
        firm = apart and not any(phrasebook().has("conditions", (token,)) for token in said)
        return Head(means[0], firm, brief=firm and len(bare(rest)) <= _BRIEF)

    def _label(self, said: Tokens) -> Plain | None:
        name = self._labels.get(said) or self._labels.get(self._unled(said))
        if name is None and len(said) == 1 and self._free(said):
            own = [n for label, n in self._labels.items() if said[0] in label]
            name = own[0] if len(set(own)) == 1 and said not in self._lexicon else None
        return Plain(name, bare=True) if name else None

    def _unled(self, said: Tokens) -> Tokens:
        """Take off what leads up to a label of two words or more, as in “ok then, yes, either”."""
        book = phrasebook()
        while size := max(book.starts("fillers", said), book.starts("polite", said)):
            if said in self._labels or len(said) - size < _BRIEF:
                break
            said = said[size:]
        return said if len(said) >= _BRIEF else ()

    def _free(self, said: Tokens) -> bool:
        """Whether a word can be meant as a part of a label, rather than as a place."""
        return place(said, ordinal=True) is None or counts(self._question)

    def _numbered(self, said: Tokens) -> Plain | None:
        name = numbered(said, self._question)
        return Plain(name) if name else None

    def _why(self, said: Tokens) -> Plain | None:
        book = phrasebook()
        while said:
            if WHY in book.replies.get(said, ()):
                return Plain(WHY)
            said = said[book.starts("fillers", said) or len(said) :]
        return None

    def _parse(self, said: Tokens) -> Parsed:
        said = tuple(self._mended(word) for word in said)
        pieces: list[Piece] = []
        at = 0
        while at < len(said):
            piece = self._piece(said[at:])
            if piece is None:
                break
            pieces.append(piece)
            at += len(piece.said)
        return Parsed(tuple(pieces), len(said) - at)

    def _piece(self, said: Tokens) -> Piece | None:
        """Take the longest listed phrase that a line begins with."""
        if said[0] == PAUSE:
            return Piece(said[:1], roles=frozenset({"pause"}))
        sizes = range(min(self._longest, len(said)), 0, -1)
        found = (self._lexicon.get(said[:size]) for size in sizes)
        return next((piece for piece in found if piece), None)

    def _mended(self, word: str) -> str:
        """Find the listed word that a mistyped or stretched one was meant to be, if only one."""
        if word in self._listed or self._known(word):
            return word
        short = [one for one in unstretched(word) if one in self._listed]
        if short:
            return short[0]
        whole, any_ = self._whole.get(word[0], ()), self._parts.get(word[0], ())
        return nearest(word, whole) or nearest(word, any_) or word

    def _is_side_taken(self, pieces: tuple[Piece, ...]) -> bool:
        """Whether a part is not just a topic: a side is taken, or the question calls it so."""
        asked = bare(self._question.ask)
        named = any(set(piece.said) <= set(asked) for piece in pieces if piece.part)
        return named or any(piece.side for piece in pieces)

    def _meaning(self, text: str, pieces: tuple[Piece, ...]) -> Plain | None:
        if any(piece.part for piece in pieces):
            if phrasebook().asks(text) or not self._is_side_taken(pieces):
                return None
            return either(pieces, tuple(self._question.any_of))
        return polarity(pieces)
