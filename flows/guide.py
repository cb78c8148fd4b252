"""The guide: a session and a move in, a session and a reply out. The only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.lobby import Lobby
from flows.move import Move, Place, Verb
from flows.phrases import command
from flows.reply import more_of, noted
from flows.scene import Scenes
from flows.shelf import Shelves
from flows.talk import Talk
from flows.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.contact import Contact
    from flows.library import Library
    from flows.reply import Reply
    from flows.session import Session
    from flows.walk import Turn

MAIN = "decide"
"""The flow that Start begins, where a pack has it; else its first."""
_PLACED = frozenset({Verb.BACK, Verb.BEGIN, Verb.RESTART, Verb.STOP})
"""What a button means only at the place it was drawn for, and nothing once that moved on."""
_ASKING = frozenset({Verb.HUMAN, Verb.FORGET, Verb.DECLINE})
"""What asks back before anything is done, or was asked back just now."""
_GENERAL = frozenset({Verb.SHOW, Verb.WHOLE, Verb.TOPICS, Verb.ABOUT, Verb.HELP})
_ASIDE = frozenset({Verb.ASK, Verb.SHOW, Verb.WHOLE})
"""What is answered elsewhere as if nothing were open: the question stays where it is."""


class Guide:
    """Decides every turn.

    `privacy` says who sees the answers where this guide is used, `contact` whom a question can be
    passed to, `support` to whom people there can turn in danger or under strain.
    """

    def __init__(
        self,
        library: Library,
        privacy: str,
        contact: Contact | None = None,
        support: str | None = None,
    ) -> None:
        self.library = library
        main = library.flows.get(MAIN) or next(iter(library.flows.values()))
        self.lobby = Lobby(library, main, privacy, contact, support)
        self.scenes = Scenes(library, privacy)
        self.shelves = Shelves(library)
        self.walk = Walk(library, self.scenes, self.lobby)
        walk, lobby, shelves = self.walk, self.lobby, self.shelves
        self._turns: dict[Verb, Callable[[Session, Move], Turn]] = {}
        self.talk = talk = Talk(walk, lobby, shelves, self._turns)
        self._turns |= {
            Verb.BEGIN: walk.begin,
            Verb.ANSWER: walk.answer,
            Verb.CHANGE: walk.change,
            Verb.BACK: walk.back,
            Verb.UNSURE: walk.explain,
            Verb.WHY: walk.explain,
            Verb.RESUME: walk.resume,
            Verb.RESTART: walk.restart,
            Verb.STOP: walk.stop,
            Verb.SHOW: self._show,
            Verb.WHOLE: self._show,
            Verb.ASK: talk.ask,
            Verb.HUMAN: talk.human,
            Verb.MORE: talk.more,
            Verb.DECLINE: talk.confirmations.decline,
            Verb.DENY: lambda session, _: (session, walk.present(session)),
            Verb.GREETING: talk.greet,
            Verb.SEND: lambda session, _: (session, lobby.sent()),
            Verb.KEEP: lambda session, _: (session, lobby.kept()),
            Verb.FORGET: lambda session, _: (
                session._replace(asked=Verb.FORGET_NOW),
                lobby.forget(),
            ),
            Verb.FORGET_NOW: lambda _, __: (None, lobby.forgotten()),
            Verb.LOOK: lambda session, _: (session, walk.welcome(session)),
            Verb.HELP: lambda session, _: (session, lobby.help(walk.position(session))),
            Verb.TOPICS: lambda session, _: (session, shelves.topics()),
            Verb.ABOUT: lambda session, _: (session, lobby.about()),
            Verb.UNKNOWN: lambda session, _: (session, walk.older(session)),
        }

    def turn(
        self, session: Session, move: Move, seen: int | None = None, place: Place = Place.HOME
    ) -> Turn:
        """Decide what a move does; `seen` is the version that a pressed button was drawn for."""
        if place is Place.PUBLIC:
            return self.talk.public(session, move.text)
        current = seen is None or session.moved <= seen <= session.version
        if move.verb in _PLACED and not current:
            if move.verb is not Verb.BEGIN:
                return session, self.walk.older(session)
            if self.walk.open(session):
                note = "You have this open. Here is where you are."
                return session, noted(note, self.present(session))
            if self.walk.position(session):
                return session, self.welcome(session)
        if move.verb is Verb.FORGET_NOW and session.asked != Verb.FORGET_NOW:
            move = Move(Verb.FORGET)  # an old button asks again
        aside = place is Place.ASIDE and move.verb in _ASIDE
        after, reply = (self.talk.aside if aside else self._turns[move.verb])(session, move)
        if after and move.verb is not Verb.ASK and (after.missed or after.asked):
            after = after._replace(missed=0, asked=after.asked if move.verb in _ASKING else "")
        return after and after._replace(shown=more_of(reply)), reply

    def present(self, session: Session) -> Reply:
        """Show where somebody is, without any change."""
        return self.walk.present(session)

    def welcome(self, session: Session) -> Reply:
        """Say what this is, and what of it is open."""
        return self.walk.welcome(session)

    def verb(self, move: Move) -> Verb:
        """Say what a move does in the end: a listed phrase is the word it stands for."""
        listed = command(move.text) if move.verb is Verb.ASK else None
        return Verb(listed) if listed else move.verb

    def informs(self, move: Move) -> bool:
        """Whether a move asks for what is the same for everybody, whatever they have open."""
        verb = self.verb(move)
        alone = verb is Verb.HUMAN and self.lobby.contact is None
        return verb in _GENERAL or alone or self.talk.informs(move)

    def _show(self, session: Session, move: Move) -> Turn:
        if move.target not in self.library.cards:
            return session, self.walk.older(session)
        card = self.shelves.card(move.target, whole=move.verb is Verb.WHOLE)
        return session, self.walk.and_ask(session, card)
