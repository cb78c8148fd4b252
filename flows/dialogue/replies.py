"""The replies of one pack: where a session stands, and what is said there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.behind_replies import BehindReplies
from flows.dialogue.card_replies import CardReplies, topics
from flows.dialogue.comparison import Comparison
from flows.dialogue.option_replies import OptionReplies
from flows.dialogue.outcome_replies import OutcomeReplies
from flows.dialogue.person_replies import PersonReplies
from flows.dialogue.place_replies import PlaceReplies
from flows.dialogue.reply import asked_again, with_choice, with_note, with_ways
from flows.dialogue.several_replies import SeveralReplies
from flows.dialogue.step_parts import to_question, to_result
from flows.dialogue.step_replies import StepReplies
from flows.dialogue.supposed_replies import SupposedReplies
from flows.dialogue.system_messages import SystemMessages
from flows.dialogue.trust_replies import TrustReplies
from flows.language.messages import say
from flows.language.phrasebook import bare

if TYPE_CHECKING:
    from flows.dialogue.reply import Message
    from flows.dialogue.session import Session
    from flows.machine.machine import Position
    from flows.model.flow import Question
    from flows.pack.pack import Pack


class Replies:
    """Knows the position of a session, and everything that a pack says at it."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.comparison = Comparison(pack)
        self.steps = StepReplies(pack, OutcomeReplies(pack, self.comparison))
        self.behind = BehindReplies(pack)
        self.supposed = SupposedReplies(pack)
        self.cards = CardReplies(pack)
        self.options = OptionReplies(pack, self.comparison)
        self.several = SeveralReplies(pack, self.comparison)
        self.people = PersonReplies(pack)
        self.system = SystemMessages(pack)
        self.trust = TrustReplies(pack)
        self.places = PlaceReplies(pack)
        self.flow_names = {
            bare(said): flow.id for flow in pack.flows.values() for said in flow.names()
        }

    def position(self, session: Session) -> Position | None:
        """Where the answers lead, or the question that is being changed; None without a flow."""
        if session.flow is None or session.flow not in self.pack.flows:
            return None
        machine = self.pack.machines[session.flow]
        found = machine.fold(session.answers_for(session.flow))
        if not session.reopened or session.reopened not in found.answers:
            return found
        before = [question for question, _ in found.path].index(session.reopened)
        return machine.fold(dict(found.path[:before]))

    def is_open(self, session: Session) -> bool:
        """Whether somebody is in a flow, and did not stop."""
        return not session.paused and session.flow in self.pack.flows

    def open(self, session: Session) -> Position | None:
        """Where somebody is, unless they stopped."""
        return None if session.paused else self.position(session)

    def question(self, session: Session) -> Question | None:
        """The open question; a typed line may answer it, and it is asked again after others."""
        position = self.open(session)
        if position is None or position.kind != "question":
            return None
        return self.pack.flows[position.flow].questions[position.node]

    def present(self, session: Session, privacy: str) -> Message:
        """Show where somebody is."""
        position = self.open(session)
        if position is None:
            return self.welcome(session, privacy)
        step = self.steps.step(position, privacy)
        return with_note(say().outdated, step) if self._is_outdated(session, position) else step

    def welcome(self, session: Session, privacy: str) -> Message:
        """Say what this is, and what of it is open."""
        return self.system.welcome(self.position(session), privacy)

    def and_ask(self, session: Session, privacy: str, message: Message, title: str = "") -> Message:
        """Come back to the open question, asked once more below what was said; or to the result."""
        position, question = self.open(session), self.question(session)
        if position is None:
            return message
        if question is None:
            return with_choice(to_result(), message)
        step = self.steps.step(position, privacy)
        return asked_again(title or say().back_to_question, question.ask, step, message)

    def and_back(self, session: Session, message: Message) -> Message:
        """Leave the open question as it is, one press away; or the result; or the way to begin."""
        if self.open(session) is None:
            return with_ways((self.system.start(), topics()), message)
        return with_choice(to_question() if self.question(session) else to_result(), message)

    def _is_outdated(self, session: Session, position: Position) -> bool:
        """Whether answers were given to questions that the flow no longer asks like that."""
        questions = self.pack.flows[position.flow].questions
        given = session.answers_for(position.flow)
        return len(given) > len(position.path) and any(
            name not in questions or choice not in questions[name].answers
            for name, choice in given.items()
        )
