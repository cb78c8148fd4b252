"""Confirmations: what is asked back before it is done, and what a typed line says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.cues import lean
from flows.lobby import CONFIRM
from flows.move import Verb, read_move
from flows.phrases import normal
from flows.replies import meanings, spoken
from flows.reply import noted, offered

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.lobby import Lobby
    from flows.move import Move
    from flows.reply import Reply
    from flows.session import Session
    from flows.walk import Turn, Walk

_PRESS = "Please press the button for that; a typed yes does nothing here."
_DROPPED = "All right, nothing was changed."
_MENDING = frozenset({Verb.ANSWER, Verb.CHANGE})
"""What a typed yes may do: it shows at once, and one press undoes it."""


class Confirmations:
    """Knows what was asked back from the code of the move that a yes would make."""

    def __init__(
        self,
        walk: Walk,
        lobby: Lobby,
        turns: Mapping[Verb, Callable[[Session, Move], Turn]],
    ) -> None:
        self._walk = walk
        self._lobby = lobby
        self._turns = turns

    def settle(self, session: Session, text: str) -> Turn | None:
        """Take a typed line as the answer to what was asked back; None when it is none."""
        move = read_move(session.asked)
        reply = self._asked(move)
        if reply is None:
            return None
        after = session._replace(missed=0, asked="")
        if choice := offered(reply).get(normal(text)):
            return self._turns[choice.verb](after, choice)
        said = spoken(text)
        way = meanings().get(said) or lean(said)
        if way == "yes" and move.verb in _MENDING:
            return self._turns[move.verb](after, move)
        if way == "yes":
            return session, noted(_PRESS, reply)
        return (after, noted(_DROPPED, self._walk.present(after))) if way == "no" else None

    def _asked(self, move: Move) -> Reply | None:
        if move.verb is Verb.FORGET_NOW:
            return self._lobby.forget()
        if move.verb is Verb.SEND:
            return self._lobby.unpressed()
        if move.verb in _MENDING:
            return self._lobby.taken_back(move)
        return self._lobby.did_you_mean(move.verb) if move.verb in CONFIRM else None
