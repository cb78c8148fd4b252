"""A walk through a flow: what each move changes, and where somebody is afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType
from flows.dialogue.reply import AGAIN, actions_by_label, asked_again, with_choice, with_note
from flows.dialogue.session import Session
from flows.dialogue.step_replies import RESULT
from flows.language.messages import say
from flows.language.normalize import normal
from flows.machine.machine import EMPTY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flows.dialogue.reply import Reply
    from flows.dialogue.step_replies import StepReplies
    from flows.dialogue.system_messages import SystemMessages
    from flows.machine.machine import Position
    from flows.model.flow import Flow, Question
    from flows.pack.pack import Pack

Turn = tuple[Session | None, "Reply"]
"""The session afterwards (None: forget this person) and what is said."""

_OLDER = "This is an older card. Here is where you are."


class FlowNavigator:
    """Moves sessions through the flows of one library."""

    def __init__(self, pack: Pack, scenes: StepReplies, lobby: SystemMessages) -> None:
        self.pack = pack
        self.scenes = scenes
        self.lobby = lobby

    def begin(self, session: Session, action: Action) -> Turn:
        """Open a flow at its first question; what was stopped with answers is offered first."""
        if session.paused and session.given(session.flow or ""):
            return session, self.welcome(session)
        return self._anew(session, action)

    def _anew(self, session: Session, action: Action) -> Turn:
        """Open a flow at its first question; earlier answers in it go."""
        flow = self.pack.flows.get(action.target or self.lobby.main.id)
        if flow is None:
            return session, self.older(session)
        had = session.given(flow.id)
        after = session.with_answers(flow.id, EMPTY)
        note = "Started again; the earlier answers are gone." if had else ""
        return after, with_note(note, self.present(after))

    def restart(self, session: Session, _: Action) -> Turn:
        """Begin the open flow again."""
        return self._anew(session, Action(ActionType.BEGIN, session.flow or ""))

    def answer(self, session: Session, action: Action) -> Turn:
        """Answer the open question, or change the answer of one on the way here."""
        flow, question, choice = self._target(action)
        if flow is None or not choice:
            return session, self.older(session)
        given = session.given(flow.id)
        position = self.pack.machines[flow.id].fold(given)
        before = position.answers.get(question)
        if before is None and question != position.node:
            return session, self.older(session)
        if before == choice and session.flow == flow.id and not session.paused:
            return session, self.present(session)
        after = session.with_answers(flow.id, {**given, question: choice})
        reply = self.present(after)
        if before is not None and before != choice:
            label = flow.questions[question].answers[choice].label
            reply = with_note(f"Changed: {flow.name(question)} is now “{label}”.", reply)
        return after, reply

    def change(self, session: Session, action: Action) -> Turn:
        """Ask an answered question again; later answers wait for it."""
        flow, question, _ = self._target(action)
        given = session.given(flow.id) if flow else EMPTY
        was = self.pack.machines[flow.id].fold(given).answers.get(question) if flow else None
        if flow is None or was is None:
            return session, self.older(session)
        after = session.with_answers(flow.id, _without(given, question))
        label = flow.questions[question].answers[was].label
        return after, with_note(f"You had said “{label}”.", self.present(after))

    def back(self, session: Session, _: Action) -> Turn:
        """Take the last answer back."""
        position = self.open(session)
        if position is None:
            return session, self.welcome(session)
        if not position.path:
            return session, with_note("This is the first question.", self.present(session))
        last, _given = position.path[-1]
        given = session.given(position.flow)
        after = session.with_answers(position.flow, _without(given, last))
        return after, self.present(after)

    def explain(self, session: Session, action: Action) -> Turn:
        """*Why?* and *Not sure* at a question; at an outcome, what is behind it."""
        position = self.open(session)
        if position is None:
            return session, self.welcome(session)
        if action.target and action.target != f"{position.flow}/{position.node}":
            return session, self.older(session)
        if position.kind == "outcome":
            return session, self.scenes.reasons(position)
        explain = self.scenes.why if action.type is ActionType.WHY else self.scenes.leads
        return session, explain(position)

    def resume(self, session: Session, _: Action) -> Turn:
        """Go on where it was left."""
        after = session._replace(paused=False)
        return after, self.present(after)

    def stop(self, session: Session, _: Action) -> Turn:
        """Leave the flow; its answers are kept."""
        reply = self.lobby.stopped(self.position(session))
        return session._replace(paused=True, moved=session.version + 1), reply

    def position(self, session: Session) -> Position | None:
        """Where the answers lead; None when no flow was begun."""
        if session.flow is None or session.flow not in self.pack.flows:
            return None
        return self.pack.machines[session.flow].fold(session.given(session.flow))

    def open(self, session: Session) -> Position | None:
        """Where somebody is, unless they stopped."""
        return None if session.paused else self.position(session)

    def question(self, session: Session) -> Question | None:
        """The open question; a typed line may answer it, and it is asked again after others."""
        position = self.open(session)
        if position is None or position.kind != "question":
            return None
        return self.pack.flows[position.flow].questions[position.node]

    def present(self, session: Session) -> Reply:
        """Show where somebody is, without any change."""
        position = self.open(session)
        if position is None:
            return self.welcome(session)
        reply = self.scenes.step(position)
        if self._outdated(session, position):
            note = "The questions have changed since you answered; what still fits is kept."
            reply = with_note(note, reply)
        return reply

    def welcome(self, session: Session) -> Reply:
        """Say what this is, and what of it is open."""
        return self.lobby.welcome(self.position(session))

    def older(self, session: Session) -> Reply:
        """Answer a press on what is gone: say where somebody is."""
        return with_note(_OLDER, self.present(session))

    def still(self, session: Session, parts: tuple[str, ...]) -> str:
        """Ask for the parts of the open either/or that nobody denied."""
        question = self.question(session)
        names = [question.any_of[part][0] for part in parts] if question else []
        listed = f" {say('or')} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
        return say("other_part", parts=listed)

    def and_ask(self, session: Session, reply: Reply, title: str = AGAIN) -> Reply:
        """Come back to the open question, asked once more below what was said; or to the result."""
        position, question = self.open(session), self.question(session)
        if position is None:
            return reply
        if question is None:
            return with_choice(RESULT, reply)
        return asked_again(question.ask, self.scenes.step(position), reply, title)

    def labelled(self, session: Session, text: str) -> Action | None:
        """Find the move of what is offered here under just these words, the newest of several."""
        said = normal(text)
        return actions_by_label(self.present(session)).get(said) or actions_by_label(
            self.welcome(session)
        ).get(said)

    def _outdated(self, session: Session, position: Position) -> bool:
        """Whether answers were given to questions that the flow no longer asks like that."""
        questions = self.pack.flows[position.flow].questions
        given = session.given(position.flow)
        return any(
            name not in questions or given[name] not in questions[name].answers
            for name in position.dropped
        )

    def _target(self, action: Action) -> tuple[Flow | None, str, str]:
        """Find what `flow/question/answer` names; the flow is None if any of it is gone."""
        flow_id, _, rest = action.target.partition("/")
        question, _, choice = rest.partition("/")
        flow = self.pack.flows.get(flow_id)
        node = flow.questions.get(question) if flow else None
        if node is None or (choice and choice not in node.answers):
            return None, "", ""
        return flow, question, choice


def _without(given: Mapping[str, str], question: str) -> dict[str, str]:
    return {name: way for name, way in given.items() if name != question}
