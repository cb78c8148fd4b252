"""Talk: what a typed line does, wherever somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, answer, change, deny, read_action
from flows.dialogue.confirmations import Confirmations
from flows.dialogue.reply import with_note, with_undo
from flows.dialogue.session import Session
from flows.language.commands import is_rude
from flows.language.courtesy import HELLO, courtesy, is_slip, is_withdrawn
from flows.language.messages import say
from flows.language.phrasebook import ASK, NO, UNSURE, WHY, YES, bare, phrasebook
from flows.nlu.matcher import TROUBLE, Matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flows.dialogue.card_replies import CardReplies
    from flows.dialogue.flow_navigator import FlowNavigator, Turn
    from flows.dialogue.reply import Reply
    from flows.dialogue.system_messages import SystemMessages
    from flows.machine.machine import Position
    from flows.nlu.matcher import Match

_HARMLESS = frozenset(
    {ActionType.HELP, ActionType.TOPICS, ActionType.ABOUT, ActionType.GREETING, ActionType.MORE}
)
"""What may be done from any wording; every other word acts on a listed phrase alone."""
_BY_WORD = frozenset({ActionType.STOP, ActionType.BACK, ActionType.RESTART, ActionType.FORGET})
"""What is not even offered for a line that merely resembles it."""
_LEAVING = frozenset({ActionType.BACK, ActionType.STOP})
"""What leaves a draft, and nothing else."""
_NOBODY = Session()
_FEW = 3
"""Words of a line that names a topic rather than tells about oneself."""
_NOT_SENT = "Nothing was sent."


class TextHandler:
    """Understands typed lines; `turns` says what each verb does that a line may stand for."""

    def __init__(
        self,
        walk: FlowNavigator,
        lobby: SystemMessages,
        shelves: CardReplies,
        turns: Mapping[ActionType, Callable[[Session, Action], Turn]],
    ) -> None:
        self.matcher = Matcher(walk.pack)
        self._walk = walk
        self._lobby = lobby
        self._shelves = shelves
        self._turns = turns
        self.confirmations = Confirmations(walk, lobby, turns, self.matcher.knows)

    def public(self, session: Session, text: str) -> Turn:
        """Answer a mention in a channel: general cards, and never anything personal."""
        match = self.matcher.match(text)
        if match.kind in TROUBLE:
            return _left_alone(session, match), self._lobby.trouble(match.kind, public=True)
        if not text or match.kind == "command":
            return session, self._lobby.hello()
        return session, self._answered(match, "", 0)

    def informs(self, action: Action) -> bool:
        """Whether a line surely asks for a card, whatever is open, or shows danger or strain."""
        if action.type is not ActionType.ASK:
            return False
        match = self.matcher.match(action.text)
        plainly = (
            match.confidence == 1 or phrasebook().asks(action.text) or action.text.count(" ") < _FEW
        )
        return match.kind in TROUBLE or (match.kind == "card" and plainly)

    def ask(self, session: Session, action: Action) -> Turn:
        """Understand a line: trouble, a draft, a reply to what was asked back, or all the rest."""
        after, text = session._replace(missed=0, asked=""), action.text
        match = self.matcher.match(text, self._walk.question(session))
        if match.kind in TROUBLE:
            return self._troubled(after, match)
        if session.asked == ActionType.HUMAN:
            return self._draft(after, match, text)
        if settled := self.confirmations.settle(session, text):
            return settled
        if match.listed:
            return self._command(after, match, text)
        choice = self._named(after, text)
        if choice and match.kind != "answer":
            return self._turns[choice.type](after, choice)
        return self._slip(after, match, text) or self._said(session, match, text)

    def aside(self, session: Session, action: Action) -> Turn:
        """Answer elsewhere as if nothing were open; words do what they always do."""
        match = self.matcher.match(action.text) if action.type is ActionType.ASK else None
        session = session._replace(asked="") if match else session
        if match and match.kind in TROUBLE:
            return _left_alone(session, match), self._lobby.trouble(match.kind)
        if match and match.kind == "command" and match.id:
            if match.id == ActionType.GREETING:
                line = courtesy(action.text)
                reply = self._lobby.nod(line) if line else self._walk.welcome(session)
                return session, reply
            return self._command(session, match, action.text)
        return session, self._turns[action.type](_NOBODY, action)[1]

    def greet(self, session: Session, action: Action) -> Turn:
        """Answer small talk in one line; a first hello with what this is."""
        line = courtesy(action.text)
        if line is None and self._walk.question(session) is None:
            return session, self._walk.welcome(session)
        return session, self._walk.and_ask(session, self._lobby.nod(line or HELLO))

    def human(self, session: Session, action: Action) -> Turn:
        """Pass a question on: first ask what to send, then show exactly that."""
        if not self._lobby.contact:
            return session, self._lobby.nobody()
        if not action.text.strip():
            return session._replace(asked=ActionType.HUMAN), self._lobby.draft()
        return session._replace(asked=ActionType.SEND), self._lobby.preview(action.text)

    def more(self, session: Session, _: Action) -> Turn:
        """Show the rest of the card that was shown last; at a result, what is behind it."""
        position = self._walk.open(session)
        if session.shown:
            return self._turns[ActionType.WHOLE](session, Action(ActionType.WHOLE, session.shown))
        if position and position.kind == "outcome":
            return self._walk.explain(session, Action(ActionType.WHY))
        return session, self._walk.and_ask(session, self._shelves.topics())

    def _troubled(self, session: Session, match: Match) -> Turn:
        """Point to people; after strain, the question stays."""
        reply = self._lobby.trouble(match.kind)
        if match.kind == "strain":
            return session, self._walk.and_ask(session, reply, say("strain_question"))
        return _left_alone(session, match), reply

    def _draft(self, session: Session, match: Match, text: str) -> Turn:
        """Take a line for what to send, unless somebody thinks better of it."""
        if is_withdrawn(text) or (match.listed and match.id in _LEAVING):
            return session, with_note(_NOT_SENT, self._walk.present(session))
        if match.listed and match.id != WHY:
            return self._command(session, match, text)
        return self.human(session, Action(ActionType.HUMAN, text=text))

    def _command(self, session: Session, match: Match, text: str) -> Turn:
        word = ActionType(match.id or "")
        if word is ActionType.GREETING:
            return self.greet(session, Action(word, text=text))
        if match.listed or word in _HARMLESS:
            return self._turns[word](session, Action(word))
        if word in _BY_WORD:
            return session, self._walk.and_ask(session, self._lobby.nod(say("words_act")))
        asked = session._replace(asked=word)
        return asked, self._walk.and_ask(session, self._lobby.did_you_mean(word))

    def _answered(self, match: Match, text: str, missed: int) -> Reply:
        if match.kind == "card" and match.id:
            if match.second:
                return self._shelves.both(match.id, match.second)
            return self._shelves.card(match.id)
        if match.kind == "unsure":
            return self._shelves.unsure(match.also)
        return self._shelves.unknown(missed, text)

    def _said(self, session: Session, match: Match, text: str) -> Turn:
        missed = session.missed + 1 if match.kind == "none" else 0
        after = session._replace(missed=missed, asked="")
        replied = _meaning(text) & {YES, NO, UNSURE, WHY}
        if match.kind in {"none", "unsure", "command"} and replied:
            return session, self._walk.welcome(session)  # a yes to nothing that was asked
        if match.kind == "command":
            return self._command(after, match, text)
        if match.kind in {"none", "unsure"} and is_rude(text):
            return after, self._walk.and_ask(after, self._lobby.kind())
        if match.kind == "answer" and match.id:
            return self._heard(session, match, match.id)
        if match.kind == "confirm" and match.id:
            return self.confirmations.offer(session, match.id)
        return after, self._walk.and_ask(after, self._answered(match, text, missed))

    def _heard(self, session: Session, match: Match, heard: str) -> Turn:
        """Take an answer from typed text: say how it was read, one press undoes it."""
        position, before = self._walk.open(session), session._replace(missed=0, asked="")
        if position and match.left:
            return self._denied(session, match.left, position)
        if position is None or heard == UNSURE:
            return self._walk.explain(before, Action(ActionType.UNSURE))
        after, reply = self._walk.answer(before, answer(position.flow, position.node, heard))
        question = self._walk.pack.flows[position.flow].questions[position.node]
        return after, with_undo(question.answers[heard].label, reply)

    def _denied(self, session: Session, left: tuple[str, ...], position: Position) -> Turn:
        """Ask for the other parts of an either/or; whoever denies a second one is asked back."""
        question = self._walk.pack.flows[position.flow].questions[position.node]
        part = next(name for name in question.any_of if name not in left)
        before = read_action(session.asked)
        here = deny(position.flow, position.node, part)
        if before.type is ActionType.DENY and before != here and _same_question(before, here):
            return self.confirmations.offer(session, NO)
        after = session._replace(missed=0, asked=here.code)
        return after, with_note(self._walk.still(after, left), self._walk.present(after))

    def _named(self, session: Session, text: str) -> Action | None:
        """Find what a line names: *Why?* at a result, or what a button in sight says."""
        position = self._walk.open(session)
        if position and position.kind == "outcome" and WHY in _meaning(text):
            return Action(ActionType.WHY)
        return self._walk.labelled(session, text)

    def _slip(self, session: Session, match: Match, text: str) -> Turn | None:
        """Ask whether the last answer is taken back; None when nothing says or allows it."""
        position = self._walk.open(session)
        if match.kind == "card" or position is None or not position.path or not is_slip(text):
            return None
        last, given = position.path[-1]
        answers = self._walk.pack.flows[position.flow].questions[last].answers
        if self.confirmations.says(text) == given:
            return None  # what was meant is what was given: it speaks of something else
        others = [name for name in answers if name != given]
        action = change(position.flow, last)
        if len(others) == 1:
            action = answer(position.flow, last, others[0])
        offer = self._lobby.taken_back(action)
        asked = session._replace(asked=action.code)
        return (asked, self._walk.and_ask(session, offer)) if offer else None


def _left_alone(session: Session, match: Match) -> Session:
    """After danger nothing typed is an answer before somebody resumes."""
    stopped = match.kind == "danger" and session.flow is not None
    return session._replace(asked="", paused=session.paused or stopped)


def _same_question(one: Action, other: Action) -> bool:
    return one.target.rsplit("/", 1)[0] == other.target.rsplit("/", 1)[0]


def _meaning(text: str) -> frozenset[str]:
    found = phrasebook().replies.get(bare(text), frozenset())
    return frozenset(meaning.removeprefix(ASK) for meaning in found)
