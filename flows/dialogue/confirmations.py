"""Confirmations: what is asked back before it is done, and what a typed line says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, decline, read_action
from flows.dialogue.reply import actions_by_label, with_note
from flows.dialogue.system_messages import CONFIRM
from flows.language.courtesy import is_slip
from flows.language.messages import say
from flows.language.normalize import normal
from flows.language.phrasebook import NO, YES, bare, phrasebook
from flows.model.flow import Question
from flows.nlu.plain_reply import PlainReplies

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.dialogue.flow_navigator import FlowNavigator, Turn
    from flows.dialogue.reply import Reply
    from flows.dialogue.session import Session
    from flows.dialogue.system_messages import SystemMessages
    from flows.machine.machine import Position

_PRESS = "Please press the button for that; a typed yes does nothing here."
_DROPPED = "All right, nothing was changed."
_MENDING = frozenset({ActionType.ANSWER, ActionType.CHANGE})
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
        walk: FlowNavigator,
        lobby: SystemMessages,
        turns: Mapping[ActionType, Callable[[Session, Action], Turn]],
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
            return after, with_note(say("press_instead"), self._walk.present(after))
        action = answer(position.flow, position.node, heard)
        return after._replace(asked=action.code), self._take_as(action, position)

    def decline(self, session: Session, action: Action) -> Turn:
        """Record nothing of what was offered, and ask the question again."""
        after = session._replace(missed=0, asked=action.code)
        return after, self._walk.present(after)

    def says(self, text: str) -> str | None:
        """Read yes or no, or a hedge, whatever it is said to."""
        said = self._whether.read(text)
        listed = phrasebook().replies.get(bare(text), frozenset())
        return said.id if said and (said.sure or (len(listed) == 1 and "?" not in text)) else None

    def settle(self, session: Session, text: str) -> Turn | None:
        """Take a typed line as the answer to what was asked back; None when it is none."""
        action = read_action(session.asked)
        reply = self._asked(session, action)
        if reply is None:
            return None
        after = session._replace(missed=0, asked="")
        way = self.says(text)
        if choice := self._label(reply, session, text, bare=way is not None):
            return self._turns[choice.type](after, choice)
        if is_slip(text) and action.type is ActionType.ANSWER and action.target.endswith(f"/{way}"):
            return self._turns[action.type](after, action)  # whoever insists means it
        if way == YES:
            mends = action.type in _MENDING
            return (
                self._turns[action.type](after, action)
                if mends
                else (session, with_note(_PRESS, reply))
            )
        if way == NO and self._is_offer(session, action):
            return self.decline(session, _declined(action))
        return (after, with_note(_DROPPED, self._walk.present(after))) if way == NO else None

    def _label(self, reply: Reply, session: Session, text: str, *, bare: bool) -> Action | None:
        """Find the button that a line names: of what was asked back, else of the question.

        A bare yes or no replies to what was asked back, even if a button is called that too.
        """
        said = normal(text)
        if found := actions_by_label(reply).get(said):
            return found
        return None if bare and said in {YES, NO} else self._answer_named(session, said)

    def _answer_named(self, session: Session, said: str) -> Action | None:
        found = actions_by_label(self._walk.present(session)).get(said)
        return found if found and found.type is ActionType.ANSWER else None

    def _asked(self, session: Session, action: Action) -> Reply | None:
        if action.type is ActionType.FORGET_NOW:
            return self._lobby.forget()
        if action.type is ActionType.SEND:
            return self._lobby.unpressed()
        position = self._walk.open(session)
        if position and self._is_offer(session, action):
            return self._take_as(action, position)
        if action.type in _MENDING:
            return self._lobby.taken_back(action)
        return self._lobby.did_you_mean(action.type) if action.type in CONFIRM else None

    def _is_offer(self, session: Session, action: Action) -> bool:
        """Whether a move answers the question that is open, rather than mends an answer."""
        position = self._walk.open(session)
        if position is None or action.type is not ActionType.ANSWER:
            return False
        question = self._walk.question(session)
        here, _, choice = action.target.rpartition("/")
        known = question is not None and choice in question.answers
        return known and here == f"{position.flow}/{position.node}"

    def _asked_just_now(self, session: Session, position: Position) -> bool:
        action = read_action(session.asked)
        declined = decline(position.flow, position.node) == action
        return declined or self._is_offer(session, action)

    def _take_as(self, action: Action, position: Position) -> Reply:
        question = self._walk.pack.flows[position.flow].questions[position.node]
        label = question.answers[action.target.rsplit("/", 1)[-1]].label
        return self._lobby.take_as(label, action, _declined(action))


def _declined(action: Action) -> Action:
    flow, question, _ = action.target.split("/")
    return decline(flow, question)
