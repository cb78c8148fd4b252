"""An either/or: what a reply says of the parts that a question names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import ASK, NO, UNSURE, YES
from flows.nlu.pieces import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.nlu.pieces import Piece


def either(pieces: tuple[Piece, ...], parts: tuple[str, ...]) -> Plain | None:
    """Read an either/or by its parts: one affirmed is a yes, two denied a no to be asked back."""
    means = {meaning.removeprefix(ASK) for piece in pieces for meaning in piece.means}
    if any(piece.takes_back for piece in pieces):
        return None
    if UNSURE in means:
        return Plain(UNSURE)
    stand: dict[str, bool] = {}
    for part, affirmed in _stands(pieces):
        stand[part] = stand.get(part, False) or affirmed
    if any(stand.values()):
        sides, turns = {piece.side for piece in pieces}, any("turns" in p.roles for p in pieces)
        return Plain(YES, sure=YES in sides or (NO in sides and turns))
    left = tuple(part for part in parts if part not in stand)
    return Plain(UNSURE, left=left) if len(stand) == 1 else Plain(NO, sure=False)


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
            told = piece.side
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
