"""Polarity: an answer or a hedge, from the pieces of a reply that names no part of its question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.language.phrasebook import ASK, NO, UNSURE
from flows.nlu.pieces import GROUPED, Plain

if TYPE_CHECKING:
    from flows.nlu.pieces import Piece


def polarity(pieces: tuple[Piece, ...]) -> Plain | None:
    """Read an answer, yes or no or one of its own, or a hedge from pieces that name no part."""
    told: list[frozenset[str]] = []
    between: set[str] = set()
    taken_back = False
    said = [piece for piece in pieces if not _only_leads(piece)]
    pieces = tuple(said) if any(piece.means for piece in said) else pieces
    for at, piece in enumerate(pieces):
        means = _means(piece, pieces[:at])
        if means is None:
            return None
        if means:
            told.append(means)
            taken_back = False
        elif told:
            between |= piece.roles
            taken_back = taken_back or piece.takes_back
    found = {_foremost(means) for means in told}
    if not found:
        return None
    last = _foremost(told[-1])
    if len(found) > 1:
        hedged = UNSURE in found or {"joins", "turns"} & between
        turned = "reversals" in between and last != UNSURE
        return Plain(last, sure=False) if turned or not hedged else Plain(UNSURE)
    firm = any(len(means) == 1 and not min(means).startswith(ASK) for means in told)
    return Plain(last, sure=(firm and not taken_back) or last == UNSURE)


def _only_leads(piece: Piece) -> bool:
    """Whether a word hedges alone, but leads up to an answer where there is one: *well, yes*."""
    return piece.means == {UNSURE} and "fillers" in piece.roles


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
    group = next((meant for role, meant in GROUPED.items() if role in piece.roles), None)
    if group or piece.means:
        return frozenset({group}) if group else piece.means
    return frozenset({ASK + NO}) if "deny" in piece.roles else frozenset()
