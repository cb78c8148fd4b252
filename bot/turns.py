"""The desk: one turn, from a move to a reply that is committed."""

from __future__ import annotations

import asyncio
import logging
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from bot.errors import StoreError
from flows.dialogue.action import ALTERING, Action, ActionType, Visibility
from flows.dialogue.reply import Note, Reply
from flows.dialogue.session import Session

if TYPE_CHECKING:
    from bot.store.keys import Person
    from bot.store.sessions import Sessions
    from bot.store.unanswered import Unanswered
    from flows.dialogue.engine import DialogueEngine

DEADLINE = 0.5
"""Seconds that read and commit may take together."""
TRIES = 100
"""How often a turn is decided again when somebody was faster, within the deadline."""

_UNSAVED = (
    "I can't remember right now, so this may not be saved, sent or deleted. What you answered "
    "before is kept. Please try again soon."
)
_FORGETTING = frozenset({ActionType.FORGET, ActionType.FORGET_NOW})

log = logging.getLogger(__name__)


class Request(NamedTuple):
    """Who did what, where; `event` is unique to it, `seen` the version of a pressed button."""

    person: Person
    action: Action
    event: str
    seen: int | None = None
    place: Visibility = Visibility.DIRECT


class Turn(NamedTuple):
    """What to say, the session's version afterwards, and what happened to the move.

    `repeated`: the event was applied before; `saved`: the reply stands in the store;
    `forgotten`: the person's keys were removed.
    """

    reply: Reply
    version: int
    repeated: bool = False
    saved: bool = True
    forgotten: bool = False


class TurnService:
    """Runs turns: reads the session, lets the guide decide, commits what it decided."""

    def __init__(
        self, engine: DialogueEngine, sessions: Sessions, unanswered: Unanswered | None = None
    ) -> None:
        self.engine = engine
        self._sessions = sessions
        self._unanswered = unanswered

    async def turn(self, request: Request) -> Turn:
        """Run one turn, within its deadline; never raises for what the store does."""
        try:
            return await self._turn(request, _mark(request.event))
        except StoreError as error:
            if self.engine.type(request.action) in _FORGETTING:  # works whatever is kept
                return await self.handle_anonymous(request)
            log.warning("a turn was not saved: %s", error)
            return self.unsaved(request)

    async def record_feedback(self, request: Request, turn: Turn) -> None:
        """Count what was not understood, keep what somebody sends the authors; raises `StoreError`.

        Not part of the turn: it runs once the turn is acknowledged.
        """
        if self._unanswered is None or turn.repeated:
            return
        if turn.reply.missed:
            await self._unanswered.count()
        elif request.action.type is ActionType.KEEP and turn.saved and turn.version:
            await self._unanswered.keep(request.action.text)

    async def look(self, person: Person) -> Turn:
        """Welcome a person, with what they have open; nothing changes."""
        until = asyncio.get_running_loop().time() + DEADLINE
        try:
            session = (await self._sessions.read(person, until)).session
        except StoreError:
            session = Session()
        return Turn(self.engine.welcome(session), session.version)

    async def _turn(self, request: Request, mark: str) -> Turn:
        sessions = self._sessions
        until = asyncio.get_running_loop().time() + DEADLINE
        kept = await sessions.read(request.person, until)
        for _ in range(TRIES):
            session = kept.session
            if mark in session.marks:
                return await self._repeated(request.person, until)
            after, reply = self.engine.turn(session, request.action, request.seen, request.place)
            if after is None:
                await sessions.forget(request.person, until)
                return Turn(reply, 0, forgotten=True)
            after = after.accepted(mark)
            now = await sessions.commit(request.person, kept, after, until)
            if now is None:
                return Turn(reply, after.version)
            kept = now
        raise StoreError(f"somebody was faster {TRIES} times")

    async def _repeated(self, person: Person, until: float) -> Turn:
        session = (await self._sessions.read(person, until, fresh=True)).session
        return Turn(self.engine.present(session), session.version, repeated=True)

    async def handle_anonymous(self, request: Request) -> Turn:
        """Answer somebody for whom nothing is kept: topics, and what was kept once is deleted."""
        if request.action.type is ActionType.FORGET_NOW:
            return await self._forget(request)
        _, reply = self.engine.turn(Session(), request.action, None, request.place)
        action_type = self.engine.type(request.action)
        if action_type not in _FORGETTING and (reply.personal or action_type in ALTERING):
            reply = self.engine.lobby.outsider()
        return Turn(reply, 0)

    async def _forget(self, request: Request) -> Turn:
        """Remove a person without a look at what is kept."""
        until = asyncio.get_running_loop().time() + DEADLINE
        try:
            await self._sessions.forget(request.person, until)
        except StoreError as error:
            log.warning("a turn was not saved: %s", error)
            return self.unsaved(request)
        return Turn(self.engine.lobby.forgotten(), 0, forgotten=True)

    def unsaved(self, request: Request) -> Turn:
        """Answer without a session: topics in full, anything else with a word that it can't be."""
        reply = Reply(_UNSAVED, (Note(_UNSAVED),))
        if self.engine.informs(request.action):
            _, reply = self.engine.turn(Session(), request.action, None, request.place)
        return Turn(reply, 0, saved=False)


def _mark(event: str) -> str:
    """A short digest of an event's id: 36 bits, enough to know one person's last few apart."""
    return urlsafe_b64encode(blake2b(event.encode(), digest_size=6).digest())[:6].decode()
