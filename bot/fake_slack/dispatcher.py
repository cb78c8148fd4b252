"""Getting payloads to the app: whichever way, and again when Slack would."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any

from bot.fake_slack import payloads
from bot.fake_slack.conversation import Channel
from bot.fake_slack.envelope import Ack, Carrier, Envelope, Sent
from bot.fake_slack.shapes import Json, Receipt
from bot.fake_slack.state import State

RETRY_DELAYS = (0.0, 60.0, 300.0)


class Dispatcher:
    """Events are tried again; commands, presses and views are not."""

    def __init__(self, state: State, carrier: Carrier, retry_delays: Sequence[float]) -> None:
        self._state = state
        self.carrier = carrier
        self.sent: list[Sent] = []
        self._delays = tuple(retry_delays)
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, object]) -> None:
        """Run something beside the caller; it ends with the workspace."""
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    async def close(self) -> None:
        """Cancel whatever still runs."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def once(self, envelope: Envelope, attempt: int = 0) -> Ack:
        """Deliver something that is not tried again, whatever comes of it."""
        return await self._carry(envelope, attempt, "timeout" if attempt else "")

    async def event(self, name: str, event: Json, channel: Channel | None = None) -> Receipt:
        """Deliver an event if the app hears it.

        Returns when it was acknowledged, or when the next try lies in the future: that and
        later ones then happen beside the caller.
        """
        if not self._state.manifest.hears(name):
            return Receipt(acked=False)
        payload = payloads.event_callback(
            event,
            self._state.new_id("Ev"),
            self._state.clock.now(),
            channel,
            self._state.installed,
        )
        settled: asyncio.Future[Receipt] = asyncio.get_running_loop().create_future()
        self.spawn(self._persist(Envelope("events_api", payload), settled))
        return await settled

    async def _persist(self, envelope: Envelope, settled: asyncio.Future[Receipt]) -> None:
        try:
            ack = await self._carry(envelope, 0, "")
            attempts = 1
            for delay in self._delays:
                if ack.acked or ack.no_retry:
                    break
                if delay:
                    _settle(settled, ack.receipt(ack.reason, attempts))
                await self._state.clock.until(self._state.clock.now() + delay)
                ack = await self._carry(envelope, attempts, ack.reason)
                attempts += 1
            _settle(settled, ack.receipt(ack.reason, attempts))
        finally:
            settled.cancel()

    async def _carry(self, envelope: Envelope, attempt: int, reason: str) -> Ack:
        sent = Sent(envelope, attempt, reason)
        self.sent.append(sent)
        self._state.changes.note()
        sent.ack = await self.carrier.carry(envelope, attempt, reason)
        self._state.changes.note()
        return sent.ack

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (failure := task.exception()):
            self._state.warn(f"the workspace itself failed: {failure!r}")


def _settle(settled: asyncio.Future[Receipt], receipt: Receipt) -> None:
    if not settled.done():
        settled.set_result(receipt)
