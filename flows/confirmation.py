"""Confirmations: what is asked back before it is done, and what a typed line says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.courtesy import is_slip
from flows.flow import Question
from flows.fold import normal
from flows.lobby import CONFIRM
from flows.move import Move, Verb, answer, decline, read_move
from flows.phrasebook import NO, YES, bare, phrasebook
from flows.plain_reply import PlainReplies
from flows.reply import noted, offered
from flows.sentences import say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.lobby import Lobby
    from flows.machine import Position
    from flows.reply import Reply
    from flows.session import Session
    from flows.walk import Turn, Walk

_PRESS = "Please press the button for that; a typed yes does nothing here."
_DROPPED = "All right, nothing was changed."
_MENDING = frozenset({Verb.ANSWER, Verb.CHANGE})
"""What a typed yes may do: it shows at once, and one press undoes it."""
_WHETHER = Question.model_validate(
    {
        "ask": "?",
        "why": "?",
        "answers": {YES: {"label": YES, "to": YES}, NO: {"label": NO, "to": NO}},
    }
)


class Confirmations:
    """Knows what was asked back from the code of the move that a yes would make."""

    def __init__(
        self,
        walk: Walk,
        lobby: Lobby,
        turns: Mapping[Verb, Callable[[Session, Move], Turn]],
        known: Callable[[str], bool],
    ) -> None:
        self._walk = walk
        self._lobby = lobby
        self._turns = turns
        self._whether = PlainReplies(_WHETHER, known)

    def offer(self, session: Session, heard: str) -> Turn:
        """Ask back what a line implies, unless the same question was just asked back."""
        position = self._walk.open(session)
        after = session._replace(missed=0, asked="")
        if position is None:
            return after, self._walk.welcome(session)
        if self._asked_just_now(session, position):
            return after, noted(say("press_instead"), self._walk.present(after))
        move = answer(position.flow, position.node, heard)
        return after._replace(asked=move.code), self._take_as(move, position)

    def decline(self, session: Session, move: Move) -> Turn:
        """Record nothing of what was offered, and ask the question again."""
        after = session._replace(missed=0, asked=move.code)
        return after, self._walk.present(after)

    def says(self, text: str) -> str | None:
        """Read yes or no, or a hedge, whatever it is said to."""
        said = self._whether.read(text)
        listed = phrasebook().replies.get(bare(text), frozenset())
        return said.id if said and (said.sure or (len(listed) == 1 and "?" not in text)) else None

    def settle(self, session: Session, text: str) -> Turn | None:
        """Take a typed line as the answer to what was asked back; None when it is none."""
        move = read_move(session.asked)
        reply = self._asked(session, move)
        if reply is None:
            return None
        after = session._replace(missed=0, asked="")
        way = self.says(text)
        if choice := self._label(reply, session, text, bare=way is not None):
            return self._turns[choice.verb](after, choice)
        if is_slip(text) and move.verb is Verb.ANSWER and move.target.endswith(f"/{way}"):
            return self._turns[move.verb](after, move)  # whoever insists means it
        if way == YES:
            mends = move.verb in _MENDING
            return self._turns[move.verb](after, move) if mends else (session, noted(_PRESS, reply))
        if way == NO and self._is_offer(session, move):
            return self.decline(session, _declined(move))
        return (after, noted(_DROPPED, self._walk.present(after))) if way == NO else None

    def _label(self, reply: Reply, session: Session, text: str, *, bare: bool) -> Move | None:
        """Find the button that a line names: of what was asked back, else of the question.

        A bare yes or no replies to what was asked back, even if a button is called that too.
        """
        said = normal(text)
        if found := offered(reply).get(said):
            return found
        return None if bare and said in {YES, NO} else self._answer_named(session, said)

    def _answer_named(self, session: Session, said: str) -> Move | None:
        found = offered(self._walk.present(session)).get(said)
        return found if found and found.verb is Verb.ANSWER else None

    def _asked(self, session: Session, move: Move) -> Reply | None:
        if move.verb is Verb.FORGET_NOW:
            return self._lobby.forget()
        if move.verb is Verb.SEND:
            return self._lobby.unpressed()
        position = self._walk.open(session)
        if position and self._is_offer(session, move):
            return self._take_as(move, position)
        if move.verb in _MENDING:
            return self._lobby.taken_back(move)
        return self._lobby.did_you_mean(move.verb) if move.verb in CONFIRM else None

    def _is_offer(self, session: Session, move: Move) -> bool:
        """Whether a move answers the question that is open, rather than mends an answer."""
        position = self._walk.open(session)
        if position is None or move.verb is not Verb.ANSWER:
            return False
        question = self._walk.question(session)
        here, _, choice = move.target.rpartition("/")
        known = question is not None and choice in question.answers
        return known and here == f"{position.flow}/{position.node}"

    def _asked_just_now(self, session: Session, position: Position) -> bool:
        move = read_move(session.asked)
        declined = decline(position.flow, position.node) == move
        return declined or self._is_offer(session, move)

    def _take_as(self, move: Move, position: Position) -> Reply:
        question = self._walk.library.flows[position.flow].questions[position.node]
        label = question.answers[move.target.rsplit("/", 1)[-1]].label
        return self._lobby.take_as(label, move, _declined(move))


def _declined(move: Move) -> Move:
    flow, question, _ = move.target.split("/")
    return decline(flow, question)
