"""The guide: a session and a move in, a session and a reply out. The only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.dialogue.action import Action, ActionType, Visibility
from flows.dialogue.card_replies import CardReplies
from flows.dialogue.flow_navigator import FlowNavigator
from flows.dialogue.reply import more_of, with_note
from flows.dialogue.step_replies import StepReplies
from flows.dialogue.system_messages import SystemMessages
from flows.dialogue.text_handler import TextHandler
from flows.language.commands import command

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.dialogue.flow_navigator import Turn
    from flows.dialogue.reply import Reply
    from flows.dialogue.session import Session
    from flows.model.contact import Contact
    from flows.pack.pack import Pack

MAIN = "decide"
"""The flow that Start begins, where a pack has it; else its first."""
_PLACED = frozenset({ActionType.BACK, ActionType.BEGIN, ActionType.RESTART, ActionType.STOP})
"""What a button means only at the place it was drawn for, and nothing once that moved on."""
_ASKING = frozenset({ActionType.HUMAN, ActionType.FORGET, ActionType.DECLINE})
"""What asks back before anything is done, or was asked back just now."""
_GENERAL = frozenset(
    {ActionType.SHOW, ActionType.WHOLE, ActionType.TOPICS, ActionType.ABOUT, ActionType.HELP}
)
_ASIDE = frozenset({ActionType.ASK, ActionType.SHOW, ActionType.WHOLE})
"""What is answered elsewhere as if nothing were open: the question stays where it is."""


class DialogueEngine:
    """Decides every turn.

    `privacy` says who sees the answers where this guide is used, `contact` whom a question can be
    passed to, `support` to whom people there can turn in danger or under strain.
    """

    def __init__(
        self,
        pack: Pack,
        privacy: str,
        contact: Contact | None = None,
        support: str | None = None,
    ) -> None:
        self.pack = pack
        main = pack.flows.get(MAIN) or next(iter(pack.flows.values()))
        self.lobby = SystemMessages(pack, main, privacy, contact, support)
        self.scenes = StepReplies(pack, privacy)
        self.shelves = CardReplies(pack)
        self.walk = FlowNavigator(pack, self.scenes, self.lobby)
        walk, lobby, shelves = self.walk, self.lobby, self.shelves
        self._turns: dict[ActionType, Callable[[Session, Action], Turn]] = {}
        self.talk = talk = TextHandler(walk, lobby, shelves, self._turns)
        self._turns |= {
            ActionType.BEGIN: walk.begin,
            ActionType.ANSWER: walk.answer,
            ActionType.CHANGE: walk.change,
            ActionType.BACK: walk.back,
            ActionType.UNSURE: walk.explain,
            ActionType.WHY: walk.explain,
            ActionType.RESUME: walk.resume,
            ActionType.RESTART: walk.restart,
            ActionType.STOP: walk.stop,
            ActionType.SHOW: self._show,
            ActionType.WHOLE: self._show,
            ActionType.ASK: talk.ask,
            ActionType.HUMAN: talk.human,
            ActionType.MORE: talk.more,
            ActionType.DECLINE: talk.confirmations.decline,
            ActionType.DENY: lambda session, _: (session, walk.present(session)),
            ActionType.GREETING: talk.greet,
            ActionType.SEND: lambda session, _: (session, lobby.sent()),
            ActionType.KEEP: lambda session, _: (session, lobby.kept()),
            ActionType.FORGET: lambda session, _: (
                session._replace(asked=ActionType.FORGET_NOW),
                lobby.forget(),
            ),
            ActionType.FORGET_NOW: lambda _, __: (None, lobby.forgotten()),
            ActionType.LOOK: lambda session, _: (session, walk.welcome(session)),
            ActionType.HELP: lambda session, _: (session, lobby.help(walk.position(session))),
            ActionType.TOPICS: lambda session, _: (session, shelves.topics()),
            ActionType.ABOUT: lambda session, _: (session, lobby.about()),
            ActionType.UNKNOWN: lambda session, _: (session, walk.older(session)),
        }

    def turn(
        self,
        session: Session,
        action: Action,
        seen: int | None = None,
        place: Visibility = Visibility.DIRECT,
    ) -> Turn:
        """Decide what a move does; `seen` is the version that a pressed button was drawn for."""
        if place is Visibility.PUBLIC:
            return self.talk.public(session, action.text)
        current = seen is None or session.moved <= seen <= session.version
        if action.type in _PLACED and not current:
            if action.type is not ActionType.BEGIN:
                return session, self.walk.older(session)
            if self.walk.open(session):
                note = "You have this open. Here is where you are."
                return session, with_note(note, self.present(session))
            if self.walk.position(session):
                return session, self.welcome(session)
        if action.type is ActionType.FORGET_NOW and session.asked != ActionType.FORGET_NOW:
            action = Action(ActionType.FORGET)  # an old button asks again
        aside = place is Visibility.EPHEMERAL and action.type in _ASIDE
        after, reply = (self.talk.aside if aside else self._turns[action.type])(session, action)
        if after and action.type is not ActionType.ASK and (after.missed or after.asked):
            after = after._replace(missed=0, asked=after.asked if action.type in _ASKING else "")
        return after and after._replace(shown=more_of(reply)), reply

    def present(self, session: Session) -> Reply:
        """Show where somebody is, without any change."""
        return self.walk.present(session)

    def welcome(self, session: Session) -> Reply:
        """Say what this is, and what of it is open."""
        return self.walk.welcome(session)

    def type(self, action: Action) -> ActionType:
        """Say what a move does in the end: a listed phrase is the word it stands for."""
        listed = command(action.text) if action.type is ActionType.ASK else None
        return ActionType(listed) if listed else action.type

    def informs(self, action: Action) -> bool:
        """Whether a move asks for what is the same for everybody, whatever they have open."""
        word = self.type(action)
        alone = word is ActionType.HUMAN and self.lobby.contact is None
        return word in _GENERAL or alone or self.talk.informs(action)

    def _show(self, session: Session, action: Action) -> Turn:
        if action.target not in self.pack.cards:
            return session, self.walk.older(session)
        card = self.shelves.card(action.target, whole=action.type is ActionType.WHOLE)
        return session, self.walk.and_ask(session, card)
