"""Effects: carried out once a turn is committed, and told, the same way for every surface."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, assert_never

from flows.dialogue.effect import CountMiss, DeleteMessages, KeepForAuthors, Outcome, PassOn

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from bot.store.unanswered import Unanswered
    from bot.turns import Committed, TurnService
    from flows.dialogue.effect import Effect
    from flows.dialogue.request import Request


class Surface(Protocol):
    """Where one request came from, and where what it comes to is shown."""

    async def deliver(self, committed: Committed) -> None:
        """Show a reply; a later one in place of it, where the surface can."""

    async def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do what keeps no answer waiting, beside the answers where the surface can."""

    async def pass_on(self, text: str) -> Outcome:
        """Pass a text on to the people who are set up; raises what the surface raises."""

    async def delete_messages(self) -> Outcome:
        """Delete our messages in the person's own conversation."""


class Effects:
    """Carries effects out, at most once an event: a repeated one is committed without them."""

    def __init__(self, turns: TurnService, unanswered: Unanswered) -> None:
        self._turns = turns
        self._unanswered = unanswered

    async def finish(self, request: Request, committed: Committed, surface: Surface) -> None:
        """Deliver a reply, then carry out what has to happen, and say how it went.

        Raises the first failure, once everything else was done.
        """
        failures: list[Exception] = []
        try:
            await surface.deliver(committed)
        except Exception as error:  # noqa: BLE001 - what has to happen happens all the same
            failures.append(error)
        for effect in committed.effects:
            work = self._do(request, effect, surface)
            try:
                await (surface.later(work) if isinstance(effect, DeleteMessages) else work)
            except Exception as error:  # noqa: BLE001 - the others happen all the same
                failures.append(error)
        if failures:
            raise failures[0]

    async def _do(self, request: Request, effect: Effect, surface: Surface) -> None:
        """Carry an effect out, and say how it went before its failure is raised."""
        failure, outcome = None, Outcome(done=False)
        try:
            outcome = await self._carry_out(effect, surface)
        except Exception as error:  # noqa: BLE001 - the person is told first
            failure = error
        if told := await self._turns.tell(request, effect, outcome):
            await surface.deliver(told)
        if failure:
            raise failure

    async def _carry_out(self, effect: Effect, surface: Surface) -> Outcome:
        match effect:
            case PassOn(text):
                return await surface.pass_on(text)
            case KeepForAuthors(text):
                await self._unanswered.keep(text)
            case CountMiss():
                await self._unanswered.count()
            case DeleteMessages():
                return await surface.delete_messages()
            case _:
                assert_never(effect)
        return Outcome(done=True)
