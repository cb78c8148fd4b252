"""Turns: from a request to a reply that is committed."""

from __future__ import annotations

import asyncio
import logging
import time
from base64 import urlsafe_b64encode
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from bot.bounded import Bounded
from bot.errors import StoreError
from flows.dialogue.effect import PassOn
from flows.dialogue.result import Audience
from flows.dialogue.session import FAILED, Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.store.sessions import Sessions
    from flows.dialogue.effect import Effect, Outcome
    from flows.dialogue.engine import DialogueEngine
    from flows.dialogue.reply import Message, Reply
    from flows.dialogue.request import Installation, Person, Request
    from flows.dialogue.result import Result

DEADLINE = 0.5
"""Seconds that read and commit may take together."""
TRIES = 100
"""How often a turn is decided again when somebody was faster, within the deadline."""

REMEMBERED = 1000

log = logging.getLogger(__name__)


class Committed(NamedTuple):
    """What to say, to whom, what then has to happen, and the session's version afterwards.

    `repeated`: the request was applied before; `saved`: what is said stands in the store, or
    rests on nothing there; `forgotten`: nothing is kept of the person any more.
    """

    reply: Reply
    version: int
    audience: Audience = Audience.HERE
    effects: tuple[Effect, ...] = ()
    repeated: bool = False
    saved: bool = True
    forgotten: bool = False


class TurnService:
    """Runs turns: reads the session, lets the engine decide, commits what it decided."""

    def __init__(
        self, engine: DialogueEngine, sessions: Sessions, now: Callable[[], float] = time.time
    ) -> None:
        self.engine = engine
        self._sessions = sessions
        self._now = now
        self._underway: set[Person] = set()
        """Whose text is being passed on just now, by this process."""
        self._forgets: Bounded[tuple[Person, str], bool] = Bounded(REMEMBERED)
        """Who was forgotten by which event, for their session can't remember it any more."""

    async def turn(self, request: Request) -> Committed:
        """Run one turn, within its deadline; never raises for what the store does."""
        if request.external:
            return await self._anonymous(request)
        try:
            return await self._turn(request, _digest(request.event))
        except StoreError as error:
            if self.engine.forgets(request):  # works whatever is kept
                return await self._anonymous(request._replace(external=True))
            log.warning("a turn was not saved: %s", error)
            return self._unsaved(request)

    async def drop(self, person: Person) -> None:
        """Remove what was kept of somebody who turns out to be one of whom nothing is."""
        try:
            await self._sessions.forget(person, _deadline())
        except StoreError as error:
            log.warning("what is kept of a guest was not removed: %s", error)

    async def tell(self, request: Request, effect: Effect, outcome: Outcome) -> Committed | None:
        """Record how an effect went, and say it; None where nobody is told."""
        self._underway.discard(request.person)
        message = self.engine.tell(request, effect, outcome)
        if message is None:
            return None
        if not isinstance(effect, PassOn) or request.external:
            return Committed(message, 0)
        return Committed(message, await self._settle(request.person, outcome), Audience.DIRECT)

    async def welcome(
        self, person: Person, installation: Installation, *, external: bool = False
    ) -> tuple[Message, int]:
        """Welcome a person, with what they have open, and its version; nothing changes."""
        if external:
            return self.engine.replies.system.for_externals(), 0
        try:
            session = (await self._sessions.read(person, _deadline())).session
        except StoreError:
            session = Session()
        return self.engine.welcome(session, installation), session.version

    async def _turn(self, request: Request, digest: str) -> Committed:
        person, until = request.person, _deadline()
        kept = await self._sessions.read(person, until)
        for _ in range(TRIES):
            if not kept.session.version and self._was_forgotten(request):
                return self._forgotten_again(request)
            session, underway = self._begun(kept.session), person in self._underway
            if digest in session.event_digests:
                kept = await self._sessions.read(person, until, fresh=True)
                session = self._begun(kept.session)
                # A store that failed over can have lost what we saw in it: then it is applied.
                if digest in session.event_digests:
                    result = self.engine.repeated(session, request, underway=underway)
                    return _committed(result, session.version)._replace(repeated=True)
            result = self.engine.decide(session, request, underway=underway)
            if result.session is None and kept.raw:
                return await self._forget(request, result, until)
            if result.session is None:  # nothing was seen, so nothing is deleted unseen
                kept = await self._sessions.read(person, until, fresh=True)
                if not kept.raw:
                    return _committed(result, 0)._replace(forgotten=True)
                continue
            after = result.session.accepted(digest)
            now = await self._sessions.commit(person, kept, after, until)
            if now is None:
                if result.effects and any(isinstance(one, PassOn) for one in result.effects):
                    self._underway.add(person)
                return _committed(result, after.version)
            kept = now
        raise StoreError(f"somebody was faster {TRIES} times")

    def _begun(self, session: Session) -> Session:
        """Let a new session's versions start at this moment, and repeat none of an earlier one's.

        In milliseconds: nobody acts so often that a session's versions would outrun the time.
        """
        return session if session.version else session._replace(version=int(self._now() * 1000))

    async def _settle(self, person: Person, outcome: Outcome) -> int:
        """Keep the outcome of what was underway, which is now known."""
        until = _deadline()
        try:
            kept = await self._sessions.read(person, until, fresh=True)
            for _ in range(TRIES):
                if not kept.session.version:
                    return 0  # forgotten meanwhile, and nothing is kept again
                settled = kept.session._replace(intent="" if outcome.done else FAILED)
                now = await self._sessions.commit(person, kept, settled, until)
                if now is None:
                    return settled.version
                kept = now
        except StoreError as error:
            log.warning("what became of a question was not saved: %s", error)
        return 0

    async def _anonymous(self, request: Request) -> Committed:
        """Answer somebody for whom nothing is kept; what was kept once is deleted."""
        result = self.engine.for_external(request)
        if result.session is None:
            try:
                return await self._forget(request, result, _deadline())
            except StoreError as error:
                log.warning("a turn was not saved: %s", error)
                return self._unsaved(request)
        return _committed(result, 0)

    async def _forget(self, request: Request, result: Result, until: float) -> Committed:
        await self._sessions.forget(request.person, until)
        self._forgets[request.person, _digest(request.event)] = True
        return _committed(result, 0)._replace(forgotten=True)

    def _was_forgotten(self, request: Request) -> bool:
        return (request.person, _digest(request.event)) in self._forgets

    def _forgotten_again(self, request: Request) -> Committed:
        return _committed(self.engine.forgotten(request), 0)._replace(repeated=True)

    def _unsaved(self, request: Request) -> Committed:
        return _committed(self.engine.without_store(request), 0)._replace(saved=False)


def _committed(result: Result, version: int) -> Committed:
    return Committed(result.reply, version, result.audience, result.effects)


def _deadline() -> float:
    return asyncio.get_running_loop().time() + DEADLINE


def _digest(event: str) -> str:
    """A short digest of an event's id: 36 bits, enough to know one person's last few apart."""
    return urlsafe_b64encode(blake2b(event.encode(), digest_size=6).digest())[:6].decode()
