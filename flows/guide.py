"""The guide: a session and a move in, a session and a reply out. The only place that decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flows.hearing import UNSURE, WHY
from flows.lobby import Lobby
from flows.matching import Matcher
from flows.move import Move, Place, Verb, answer
from flows.phrases import command, is_danger, is_rude
from flows.reply import asked_again, noted, read_as
from flows.scene import Scenes
from flows.session import Session
from flows.shelf import Shelves
from flows.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from flows.contact import Contact
    from flows.library import Library
    from flows.matching import Match
    from flows.reply import Reply
    from flows.walk import Turn

MAIN = "decide"
"""The flow that Start begins, where a pack has it; else its first."""
_PLACED = frozenset({Verb.BACK, Verb.BEGIN, Verb.RESTART, Verb.STOP})
"""What a button means only at the place it was drawn for, and nothing once that moved on."""
_ASIDE = frozenset({Verb.ASK, Verb.SHOW, Verb.WHOLE})
"""What is answered elsewhere as if nothing were open: the question stays where it is."""
_HARMLESS = frozenset({Verb.HELP, Verb.TOPICS, Verb.ABOUT, Verb.GREETING})
"""What may be done from any wording; every other word acts on a listed phrase alone."""
_NOBODY = Session()


class Guide:
    """Decides every turn; `privacy` says who sees the answers where this guide is used."""

    def __init__(self, library: Library, privacy: str, contact: Contact | None = None) -> None:
        self.library = library
        main = library.flows.get(MAIN) or next(iter(library.flows.values()))
        self.lobby = Lobby(library, main, privacy, contact)
        self.scenes = Scenes(library, privacy)
        self.shelves = Shelves(library)
        self.walk = Walk(library, self.scenes, self.lobby)
        self.matcher = Matcher(library)
        walk, lobby, shelves = self.walk, self.lobby, self.shelves
        self._turns: dict[Verb, Callable[[Session, Move], Turn]] = {
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
            Verb.ASK: self._ask,
            Verb.HUMAN: self._human,
            Verb.GREETING: self._greeting,
            Verb.SEND: lambda session, _: (session, lobby.sent()),
            Verb.KEEP: lambda session, _: (session, lobby.kept()),
            Verb.FORGET: lambda session, _: (session, lobby.forget()),
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
            return session, self.public(move.text)
        current = seen is None or session.moved <= seen <= session.version
        if move.verb in _PLACED and not current:
            if move.verb is not Verb.BEGIN:
                return session, self.walk.older(session)
            if self.walk.open(session):
                note = "You have this open. Here is where you are."
                return session, noted(note, self.present(session))
        aside = place is Place.ASIDE and move.verb in _ASIDE
        after, reply = (self._aside if aside else self._turns[move.verb])(session, move)
        if after and move.verb is not Verb.ASK and (after.missed or after.asking):
            after = after._replace(missed=0, asking=move.verb is Verb.HUMAN and after.asking)
        return after, reply

    def present(self, session: Session) -> Reply:
        """Show where somebody is, without any change."""
        return self.walk.present(session)

    def welcome(self, session: Session) -> Reply:
        """Say what this is, and what of it is open."""
        return self.walk.welcome(session)

    def public(self, text: str) -> Reply:
        """Answer a mention in a channel: general cards, and never anything personal."""
        if is_danger(text):
            return self.lobby.danger()
        if not text:
            return self.lobby.hello()
        match = self.matcher.match(text)
        if match.kind == "command":
            return self.lobby.hello()
        return self._answered(match, "", 0)

    def verb(self, move: Move) -> Verb:
        """Say what a move does in the end: a listed phrase is the word it stands for."""
        listed = command(move.text) if move.verb is Verb.ASK else None
        return Verb(listed) if listed else move.verb

    def _show(self, session: Session, move: Move) -> Turn:
        if move.target not in self.library.cards:
            return session, self.walk.older(session)
        card = self.shelves.card(move.target, whole=move.verb is Verb.WHOLE)
        return session, self._then_ask(session, card)

    def _ask(self, session: Session, move: Move) -> Turn:
        """Understand a typed line: a word, a draft, an answer, or a question."""
        if is_danger(move.text):
            return session._replace(missed=0, asking=False), self.lobby.danger()
        match = self.matcher.match(move.text, self.walk.question(session))
        if match.kind == "command" and match.id and (match.listed or not session.asking):
            return self._command(session._replace(missed=0, asking=False), match)
        if session.asking:
            return self._human(session, move)
        missed = session.missed + 1 if match.kind == "none" else 0
        after = session._replace(missed=missed)
        if match.kind == "answer" and match.id:
            return self._heard(after, match.id)
        if match.kind == "none" and is_rude(move.text):
            return after, self._then_ask(after, self.lobby.kind())
        return after, self._then_ask(after, self._answered(match, move.text, missed))

    def _aside(self, session: Session, move: Move) -> Turn:
        match = self.matcher.match(move.text) if move.verb is Verb.ASK else None
        if match and match.kind == "command" and match.id:
            if match.id == Verb.GREETING:
                return session, self.walk.welcome(session)
            return self._command(session, match)
        return session, self._turns[move.verb](_NOBODY, move)[1]

    def _command(self, session: Session, match: Match) -> Turn:
        verb = Verb(match.id or "")
        if match.listed or verb in _HARMLESS:
            return self._turns[verb](session, Move(verb))
        return session, self._then_ask(session, self.lobby.did_you_mean(verb))

    def _answered(self, match: Match, text: str, missed: int) -> Reply:
        if match.kind == "card" and match.id:
            if match.second:
                return self.shelves.both(match.id, match.second)
            return self.shelves.card(match.id)
        if match.kind == "unsure":
            return self.shelves.unsure(match.also)
        return self.shelves.unknown(missed, text)

    def _heard(self, session: Session, heard: str) -> Turn:
        """Take an answer from typed text: say how it was read, one press undoes it."""
        position = self.walk.open(session)
        if position is None or heard in {UNSURE, WHY}:
            return self.walk.explain(session, Move(Verb(heard)))
        after, reply = self.walk.answer(session, answer(position.flow, position.node, heard))
        label = self.library.flows[position.flow].questions[position.node].answers[heard].label
        return after, read_as(label, reply)

    def _greeting(self, session: Session, _: Move) -> Turn:
        """Say hello; in the middle of a flow in one line, and the question is asked again."""
        if self.walk.question(session) is None:
            return session, self.walk.welcome(session)
        return session, self._then_ask(session, self.lobby.nod())

    def _human(self, session: Session, move: Move) -> Turn:
        """Pass a question on: first ask what to send, then show exactly that."""
        if not self.lobby.contact:
            return session._replace(asking=False), self.lobby.nobody()
        if not move.text.strip():
            return session._replace(asking=True), self.lobby.draft()
        return session._replace(asking=False), self.lobby.preview(move.text)

    def _then_ask(self, session: Session, reply: Reply) -> Reply:
        """Come back to the open question, asked once more below what was said."""
        position, question = self.walk.open(session), self.walk.question(session)
        if position is None or question is None:
            return reply
        return asked_again(question.ask, self.scenes.step(position), reply)
