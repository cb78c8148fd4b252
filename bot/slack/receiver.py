"""The receiver: runs the turn of whatever happened, then queues what it comes to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.logs import new_turn
from bot.slack.delivery import SlackDelivery
from bot.slack.errors import UNREACHED
from bot.slack.origin import Arrival, Kind, Origin
from bot.turns import Committed
from flows.dialogue.action import Action, ActionType
from flows.dialogue.reply import Form, HomeView
from flows.dialogue.request import Request

if TYPE_CHECKING:
    from slack_sdk.web.async_client import AsyncWebClient

    from bot.effects import Effects
    from bot.installations import Installations
    from bot.slack.delivery import Collaborators
    from bot.slack.send_queue import SendQueue
    from bot.turns import TurnService
    from flows.dialogue.request import Person


class Receiver:
    """Takes what happens in Slack; a turn is committed before this returns, said afterwards."""

    def __init__(
        self,
        turns: TurnService,
        effects: Effects,
        queue: SendQueue,
        installations: Installations,
        around: Collaborators,
    ) -> None:
        self._turns = turns
        self._effects = effects
        self._queue = queue
        self._installations = installations
        self._around = around

    async def receive(self, arrival: Arrival | None, client: AsyncWebClient) -> None:
        """Run a turn and queue what it says."""
        if arrival is None or await self._was_heard(arrival.origin):
            return
        arrival, committed = await self._turn(arrival, client)
        self._add(arrival, client, committed, SlackDelivery(arrival, client, self._around))

    async def submit(self, arrival: Arrival, client: AsyncWebClient) -> dict[str, Any]:
        """Run the turn of a submitted form; what it says is in the acknowledgement returned."""
        arrival, committed = await self._turn(arrival, client)
        delivery = SlackDelivery(arrival, client, self._around)
        answer = delivery.acknowledgement(committed)
        self._add(arrival, client, committed, delivery)
        return answer

    def greet(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        """Say hello to somebody who opens our conversation and finds it empty."""
        # Looking is no answer, so that none waits for it.
        self._around.history.later(channel, self._greet(person, channel, client))

    def show_home(self, person: Person, client: AsyncWebClient) -> None:
        """Show somebody's Home anew."""
        self._queue.add(f"{person} at home", self._show_home(person, client))

    async def _was_heard(self, origin: Origin) -> bool:
        """Whether a mention came before: by an edit, or a second time; a retry may be needed."""
        if origin.kind is not Kind.MENTION:
            return False
        place = f"{origin.channel} {origin.ts} heard"
        first = await self._around.marks.mark(origin.person.tenant_id, place)
        return not (first or origin.retried)

    async def _turn(self, arrival: Arrival, client: AsyncWebClient) -> tuple[Arrival, Committed]:
        new_turn()
        request, origin = arrival
        if await self._is_external(origin, client):
            request = request._replace(external=True)
        return Arrival(request, origin), await self._turns.turn(request)

    async def _is_external(self, origin: Origin, client: AsyncWebClient) -> bool:
        people, person = self._around.people, origin.person
        known = people.is_known_external(person)
        external = await people.is_external(person, origin.standing, client)
        if external and not known and people.is_known_external(person):
            self._queue.add(str(person), self._turns.drop(person))
        return external

    def _add(
        self,
        arrival: Arrival,
        client: AsyncWebClient,
        committed: Committed,
        delivery: SlackDelivery,
    ) -> None:
        person, channel = arrival.origin.person, arrival.origin.channel
        self._queue.add(channel or str(person), self._finish(arrival, committed, delivery))
        if arrival.origin.kind is Kind.HOME or committed.forgotten:
            self.show_home(person, client)

    async def _finish(
        self, arrival: Arrival, committed: Committed, delivery: SlackDelivery
    ) -> None:
        """Say it; a form that can't be opened any more is asked in messages instead."""
        request = arrival.request
        try:
            await self._effects.finish(request, committed, delivery)
        except UNREACHED:
            if not isinstance(committed.reply, Form):
                raise
            again = request._replace(form=False, event=f"{request.event} in messages")
            await self._effects.finish(again, await self._turns.turn(again), delivery)

    async def _greet(self, person: Person, channel: str, client: AsyncWebClient) -> None:
        found = await client.conversations_history(channel=channel, limit=1)
        if not found["messages"]:
            arrival = self._looks(person, Origin(Kind.TYPED, person, channel=channel), "greeted")
            await self._welcome(arrival, client, at_home=False)

    async def _show_home(self, person: Person, client: AsyncWebClient) -> None:
        arrival = self._looks(person, Origin(Kind.HOME, person), "home")
        await self._welcome(arrival, client, at_home=True)

    def _looks(self, person: Person, origin: Origin, event: str) -> Arrival:
        installation = self._installations.find(person.tenant_id)
        return Arrival(Request(person, Action(ActionType.LOOK), event, installation), origin)

    async def _welcome(self, arrival: Arrival, client: AsyncWebClient, *, at_home: bool) -> None:
        request, origin = arrival
        external = await self._is_external(origin, client)
        message, version = await self._turns.welcome(
            request.person, request.installation, external=external
        )
        reply = HomeView(message) if at_home else message
        delivery = SlackDelivery(arrival, client, self._around)
        await delivery.deliver(Committed(reply, version))
