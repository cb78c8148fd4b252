"""The desk: one turn, from a move to a reply that is committed."""

from __future__ import annotations

import asyncio
import logging
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from bot.trouble import StoreError
from flows.move import ALTERING, Move, Place, Verb
from flows.reply import Note, Reply
from flows.session import Session

if TYPE_CHECKING:
    from bot.store.keys import Person
    from bot.store.sessions import Sessions
    from bot.store.unanswered import Unanswered
    from flows.guide import Guide

DEADLINE = 0.5
"""Seconds that read and commit may take together."""
TRIES = 100
"""How often a turn is decided again when somebody was faster, within the deadline."""

_UNSAVED = (
    "I can't remember right now, so this may not be saved, sent or deleted. What you answered "
    "before is kept. Please try again soon."
)
_FORGETTING = frozenset({Verb.FORGET, Verb.FORGET_NOW})

log = logging.getLogger(__name__)


class Deed(NamedTuple):
    """Who did what, where; `event` is unique to it, `seen` the version of a pressed button."""

    person: Person
    move: Move
    event: str
    seen: int | None = None
    place: Place = Place.HOME


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


class Desk:
    """Runs turns: reads the session, lets the guide decide, commits what it decided."""

    def __init__(
        self, guide: Guide, sessions: Sessions, unanswered: Unanswered | None = None
    ) -> None:
        self.guide = guide
        self._sessions = sessions
        self._unanswered = unanswered

    async def turn(self, deed: Deed) -> Turn:
        """Run one turn, within its deadline; never raises for what the store does."""
        try:
            return await self._turn(deed, _mark(deed.event))
        except StoreError as error:
            if self.guide.verb(deed.move) in _FORGETTING:  # works whatever is kept
                return await self.visit(deed)
            log.warning("a turn was not saved: %s", error)
            return self.unsaved(deed)

    async def tally(self, deed: Deed, turn: Turn) -> None:
        """Count what was not understood, keep what somebody sends the authors; raises `StoreError`.

        Not part of the turn: it runs once the turn is acknowledged.
        """
        if self._unanswered is None or turn.repeated:
            return
        if turn.reply.missed:
            await self._unanswered.count()
        elif deed.move.verb is Verb.KEEP and turn.saved and turn.version:
            await self._unanswered.keep(deed.move.text)

    async def look(self, person: Person) -> Turn:
        """Welcome a person, with what they have open; nothing changes."""
        until = asyncio.get_running_loop().time() + DEADLINE
        try:
            session = (await self._sessions.read(person, until)).session
        except StoreError:
            session = Session()
        return Turn(self.guide.welcome(session), session.version)

    async def _turn(self, deed: Deed, mark: str) -> Turn:
        sessions = self._sessions
        until = asyncio.get_running_loop().time() + DEADLINE
        kept = await sessions.read(deed.person, until)
        for _ in range(TRIES):
            session = kept.session
            if mark in session.marks:
                return await self._repeated(deed.person, until)
            after, reply = self.guide.turn(session, deed.move, deed.seen, deed.place)
            if after is None:
                await sessions.forget(deed.person, until)
                return Turn(reply, 0, forgotten=True)
            after = after.accepted(mark)
            now = await sessions.commit(deed.person, kept, after, until)
            if now is None:
                return Turn(reply, after.version)
            kept = now
        raise StoreError(f"somebody was faster {TRIES} times")

    async def _repeated(self, person: Person, until: float) -> Turn:
        session = (await self._sessions.read(person, until, fresh=True)).session
        return Turn(self.guide.present(session), session.version, repeated=True)

    async def visit(self, deed: Deed) -> Turn:
        """Answer somebody for whom nothing is kept: topics, and what was kept once is deleted."""
        if deed.move.verb is Verb.FORGET_NOW:
            return await self._forget(deed)
        _, reply = self.guide.turn(Session(), deed.move, None, deed.place)
        verb = self.guide.verb(deed.move)
        if verb not in _FORGETTING and (reply.personal or verb in ALTERING):
            reply = self.guide.lobby.outsider()
        return Turn(reply, 0)

    async def _forget(self, deed: Deed) -> Turn:
        """Remove a person without a look at what is kept."""
        until = asyncio.get_running_loop().time() + DEADLINE
        try:
            await self._sessions.forget(deed.person, until)
        except StoreError as error:
            log.warning("a turn was not saved: %s", error)
            return self.unsaved(deed)
        return Turn(self.guide.lobby.forgotten(), 0, forgotten=True)

    def unsaved(self, deed: Deed) -> Turn:
        """Answer without a session: topics in full, anything else with a word that it can't be."""
        reply = Reply(_UNSAVED, (Note(_UNSAVED),))
        if self.guide.informs(deed.move):
            _, reply = self.guide.turn(Session(), deed.move, None, deed.place)
        return Turn(reply, 0, saved=False)


def _mark(event: str) -> str:
    """A short digest of an event's id: 36 bits, enough to know one person's last few apart."""
    return urlsafe_b64encode(blake2b(event.encode(), digest_size=6).digest())[:6].decode()
