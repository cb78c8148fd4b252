"""A plain reply: a typed line made of nothing but words that answer, read part by part."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from flows.phrasebook import ASK, NO, PAUSE, UNSURE, WHY, YES, bare, phrasebook, tokens
from flows.phrases import command
from flows.spelling import nearest, unstretched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flows.flow import Question
    from flows.phrasebook import Tokens

_CHOICES = 5
"""The most choices of a question, which have numbers in words."""
_BRIEF = 4
"""Tokens that add little to an answer before them."""
_MOST = 24
"""Tokens of a line that can still be a plain reply."""


class Plain(NamedTuple):
    """What a plain reply says: an answer's id, `unsure` or `why`.

    `sure` replies are recorded, the others asked back. `left` names the parts of an either/or
    that are still open when another one was denied; then nothing is answered yet.
    """

    id: str
    sure: bool = True
    left: tuple[str, ...] = ()


class Head(NamedTuple):
    """The answer that a line begins with: `firm` if a pause parts it from what follows.

    `brief` if that is little.
    """

    id: str
    firm: bool
    brief: bool


class Piece(NamedTuple):
    """One phrase of a line: what it means as a reply, its roles, and the part it names."""

    said: Tokens
    means: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()
    part: str = ""


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
        self._lexicon = _lexicon(question)
        self._longest = max(map(len, self._lexicon))
        self._listed = frozenset(t for phrase in self._lexicon for t in phrase)
        self._whole = frozenset(phrase[0] for phrase in self._lexicon if len(phrase) == 1)
        self._labels = {
            bare(said): name
            for name, way in question.answers.items()
            for said in (way.label, name, *way.heard)
        }

    def read(self, text: str) -> Plain | None:
        """Read a line as a reply to the question; None when it is not, or not plainly, one."""
        said = tokens(text)
        words = bare(text)
        if not words or len(said) > _MOST:
            return None
        found = self._label(words) or self._place(words) or self._said(text, said)
        found = found or self._why(words)
        wonders = "?" in text and found is not None and found.id in self._answers
        return found._replace(sure=False) if found and wonders else found

    def _said(self, text: str, said: Tokens) -> Plain | None:
        parsed = self._parse(said)
        return None if parsed.rest else self._meaning(text, parsed.pieces)

    def head(self, text: str) -> Head | None:
        """Read the answer that a longer line begins with, as in “yes, my chair agreed”."""
        said = tokens(text)
        if phrasebook().starts("aside", bare(text)):
            return None
        parsed = self._parse(said[:_MOST])
        means = [m for piece in parsed.pieces for m in piece.means]
        found = {meaning.removeprefix(ASK) for meaning in means}
        if len(found) != 1 or any(piece.part for piece in parsed.pieces):
            return None
        first = next(at for at, piece in enumerate(parsed.pieces) if piece.means)
        apart = any("pause" in piece.roles for piece in parsed.pieces[first:])
        firm = apart and not any(meaning.startswith(ASK) for meaning in means)
        rest = bare(" ".join(said[len(said) - parsed.rest :]))
        return None if command(" ".join(rest)) else Head(found.pop(), firm, len(rest) <= _BRIEF)

    def _label(self, said: Tokens) -> Plain | None:
        name = self._labels.get(said)
        if name is None and len(said) == 1:
            own = [n for label, n in self._labels.items() if said[0] in label]
            name = own[0] if len(set(own)) == 1 and said not in self._lexicon else None
        return Plain(name) if name else None

    def _place(self, said: Tokens) -> Plain | None:
        book = phrasebook()
        left = [t for t in said if not book.has("choice", (t,)) or len(said) == 1]
        left = [t for t in left if not book.has("fillers", (t,))] or left
        pressed = any(book.has("button", (t,)) for t in said)
        at = _number(left[0], ordinal=pressed) if len(left) == 1 else 0
        return Plain(self._answers[at - 1]) if 0 < at <= len(self._answers) else None

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
        return nearest(word, self._whole) or nearest(word, self._listed) or word

    def _is_side_taken(self, pieces: tuple[Piece, ...]) -> bool:
        """Whether a part is not just a topic: a side is taken, or the question calls it so."""
        asked = bare(self._question.ask)
        named = any(set(piece.said) <= set(asked) for piece in pieces if piece.part)
        return named or any(_sides(piece) for piece in pieces)

    def _meaning(self, text: str, pieces: tuple[Piece, ...]) -> Plain | None:
        if any(piece.part for piece in pieces):
            if phrasebook().asks(text) or not self._is_side_taken(pieces):
                return None
            return _either(pieces, tuple(self._question.any_of))
        return _polarity(pieces)


def _number(word: str, *, ordinal: bool) -> int:
    """Read the number of a choice; 0 for none."""
    if word.isdecimal():
        return int(word[:4])
    book = phrasebook()
    listed = (*book.ordered["numbers"], *(book.ordered["ordinals"] if ordinal else ()))
    return listed.index((word,)) % _CHOICES + 1 if (word,) in listed else 0


def _either(pieces: tuple[Piece, ...], parts: tuple[str, ...]) -> Plain | None:
    """Read an either/or by its parts: one affirmed is a yes, two denied a no to be asked back."""
    means = {meaning.removeprefix(ASK) for piece in pieces for meaning in piece.means}
    if any("reversals" in piece.roles - {"fillers"} and _only(piece) for piece in pieces):
        return None
    if UNSURE in means:
        return Plain(UNSURE)
    stand: dict[str, bool] = {}
    for part, affirmed in _stands(pieces):
        stand[part] = stand.get(part, False) or affirmed
    if any(stand.values()):
        return Plain(YES, sure=any(_sides(piece) for piece in pieces))
    left = tuple(part for part in parts if part not in stand)
    return Plain(UNSURE, left=left) if len(stand) == 1 else Plain(NO, sure=False)


def _only(piece: Piece) -> bool:
    """Whether a piece that may take back what was said is nothing else besides."""
    return not {"fillers", "turns"} & piece.roles


def _sides(piece: Piece) -> str:
    """Tell which side a piece takes for the parts around it; empty for none."""
    if "deny" in piece.roles or piece.means == {NO}:
        return NO
    return YES if "affirm" in piece.roles or piece.means == {YES} else ""


def _stands(pieces: tuple[Piece, ...]) -> Iterator[tuple[str, bool]]:
    """Tell for each part whether it is affirmed, which it is where nothing takes a side.

    A yes or no reaches the parts that follow in its clause; one that comes behind speaks of all
    that were left open before: “money yes, time no”, “dean or research: no”.
    """
    left: list[str] = []
    for clause in _clauses(pieces):
        if "turns" in clause[0].roles:
            yield from ((part, True) for part in left)
            left = []
        side, named = "", not any(piece.part for piece in clause)
        for piece in clause:
            told = _sides(piece)
            if piece.part and side:
                named = True
                yield piece.part, side == YES
            elif piece.part:
                named = True
                left.append(piece.part)
            elif told and named and left:
                yield from ((part, told == YES) for part in left)
                left, side = [], ""
            elif told:
                side = told
        if any(not piece.part and not _is_list(piece) for piece in clause):
            yield from ((part, True) for part in left if named)
            left = [] if named else left
    yield from ((part, True) for part in left)


def _is_list(piece: Piece) -> bool:
    """Whether a piece only parts the things listed, rather than says something of them."""
    return bool({"pause", "joins"} & piece.roles)


def _clauses(pieces: tuple[Piece, ...]) -> list[list[Piece]]:
    clauses: list[list[Piece]] = [[]]
    for piece in pieces:
        if clauses[-1] and ("pause" in piece.roles or "turns" in piece.roles):
            clauses.append([])
        clauses[-1].append(piece)
    return clauses


def _polarity(pieces: tuple[Piece, ...]) -> Plain | None:
    """Read yes, no or a hedge from pieces that name no part."""
    told: list[frozenset[str]] = []
    between: set[str] = set()
    for at, piece in enumerate(pieces):
        means = _means(piece, pieces[:at])
        if means is None:
            return None
        if means:
            told.append(means)
        elif told:
            between |= piece.roles
    found = {_foremost(means) for means in told}
    if not found:
        return None
    last = _foremost(told[-1])
    if len(found) > 1:
        hedged = UNSURE in found or {"joins", "turns"} & between
        taken_back = "reversals" in between and last != UNSURE
        return Plain(last, sure=False) if taken_back or not hedged else Plain(UNSURE)
    firm = all(len(means) == 1 and means <= {YES, NO, UNSURE} for means in told)
    return Plain(last, sure=firm or last == UNSURE)


def _foremost(means: frozenset[str]) -> str:
    """Choose what to offer for what may mean several things: what is taken at once, if only one."""
    plain = sorted(meaning for meaning in means if not meaning.startswith(ASK))
    return (plain or sorted(means))[-1].removeprefix(ASK)


def _means(piece: Piece, before: tuple[Piece, ...]) -> frozenset[str] | None:
    """Tell what a piece says by itself; None when only somebody who reads on can tell."""
    near = next((p for p in reversed(before) if p.means or "fillers" not in p.roles), None)
    denied = near is not None and ("deny" in near.roles or near.means == {NO})
    if denied and "all" in piece.roles:
        return None
    if denied and "any" in piece.roles:
        return frozenset({NO})
    group = next((meant for role, meant in _GROUPED.items() if role in piece.roles), None)
    if group or piece.means:
        return frozenset({group}) if group else piece.means
    return frozenset({ASK + NO}) if "deny" in piece.roles else frozenset()


_GROUPED = {
    **dict.fromkeys(("all", "any", "first", "latter"), YES),
    "none": NO,
    "second": ASK + YES,
}
"""What it says to name all, any or none of the things asked about, or one of them by its place."""
_ROLES = ("fillers", "deny", "affirm", "turns", "reversals", "joins")


def _lexicon(question: Question) -> Mapping[Tokens, Piece]:
    """Collect every phrase that a plain reply to a question may be made of."""
    found = dict(_shared(either=bool(question.any_of)))
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
    for role in (*_ROLES, *(_GROUPED if either else ())):
        for said in book.turns[role]:
            piece = found.get(said, Piece(said))
            found[said] = piece._replace(roles=piece.roles | {role})
    return found
